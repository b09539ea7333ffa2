import type { Severity } from '#incident';

/** What of a policy is set otherwise than by default. */
export interface DemoPolicy {
  readonly severity: Severity;
  readonly guidance?: string;
  readonly acknowledgeWithinSeconds?: number;
  readonly nextUpdateWithinSeconds?: number;
  readonly words: readonly string[];
  readonly postmortem?: { readonly required: boolean; readonly dueWithinWorkingDays: number };
  readonly checklists?: readonly { readonly name: string; readonly items: readonly string[] }[];
}

/** How the organization differs from the defaults. P2 keeps them. */
export const policies: readonly DemoPolicy[] = [
  {
    severity: 'P0',
    guidance:
      'Nobody can order or pay, orders or personal data are lost or leaked. Call the duty officer; do not wait for proof.',
    words: ['sev0', 'disaster'],
    checklists: [
      {
        name: 'Triage',
        items: [
          'Say which cities and which functions are affected',
          'Look for a deployment or a change of configuration in the last hour',
          'Name a commander, a technical lead and a business lead',
        ],
      },
      {
        name: 'Communication',
        items: ['First update on the status page', 'Tell the couriers what to do', 'Tell partner shops'],
      },
      { name: 'Wrap-up', items: ['Check that no order is stuck', 'Invite to the postmortem'] },
    ],
  },
  {
    severity: 'P1',
    nextUpdateWithinSeconds: 45 * 60,
    words: ['sev1', 'page'],
    postmortem: { required: true, dueWithinWorkingDays: 4 },
    checklists: [
      {
        name: 'Triage',
        items: ['Look for a deployment or a change of configuration in the last hour', 'Name a commander'],
      },
      { name: 'Wrap-up', items: ['Invite to the postmortem'] },
    ],
  },
  {
    severity: 'P3',
    acknowledgeWithinSeconds: 8 * 3600,
    guidance: 'Annoying, and it can wait for the working day. Nobody is woken.',
    words: ['ticket'],
  },
];
