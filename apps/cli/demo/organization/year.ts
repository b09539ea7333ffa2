import type { Client } from '../client.js';
import type { PlayedOrganization } from './play.js';
import type { Organization } from './step.js';

const durations = [
  'timeToDetect',
  'timeToAcknowledge',
  'timeToIdentify',
  'timeToMitigate',
  'timeToResolve',
] as const;

const counted = {
  all: '',
  P0: 'severity: [P0]',
  P1: 'severity: [P1]',
  P2: 'severity: [P2]',
  P3: 'severity: [P3]',
  open: 'status: [DECLARED, ACKNOWLEDGED, MITIGATED]',
  merged: 'status: [MERGED]',
  cancelled: 'status: [CANCELLED]',
  drills: 'drill: true',
  restricted: 'visibility: RESTRICTED',
  updateOverdue: 'updateOverdue: true',
  postmortemsOverdue: 'postmortem: { overdue: true }',
} as const;

const query = `query ($window: Window!, $declared: TimeRange!, $minPosition: Position) {
  metrics(window: $window, minPosition: $minPosition) {
    ${durations.map((name) => `${name} { count meanSeconds p50Seconds p90Seconds }`).join('\n    ')}
    changeFailureRate { value numerator denominator }
    deploymentFrequency { value numerator denominator }
    failedDeploymentRecoveryTime { count meanSeconds p50Seconds p90Seconds }
  }
  ${Object.entries(counted)
    .map(
      ([name, filter]) =>
        `${name}: incidents(filter: { declaredAt: $declared, ${filter} }, minPosition: $minPosition) { totalCount }`,
    )
    .join('\n  ')}
  deployments(minPosition: $minPosition) { totalCount }
  alerts(minPosition: $minPosition) { totalCount }
  followUps(filter: { open: true }, minPosition: $minPosition) { totalCount }
  followUpsLate: followUps(filter: { overdue: true }, minPosition: $minPosition) { totalCount }
}`;

export interface DurationNumber {
  readonly count: number;
  readonly meanSeconds: number | null;
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
}

interface Ratio {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
}

interface Count {
  readonly totalCount: number;
}

/** The numbers of the time that is told of. */
export type Year = Readonly<
  Record<keyof typeof counted | 'deployments' | 'alerts' | 'followUps' | 'followUpsLate', Count>
> & {
  readonly metrics: Readonly<
    Record<(typeof durations)[number] | 'failedDeploymentRecoveryTime', DurationNumber> &
      Record<'changeFailureRate' | 'deploymentFrequency', Ratio>
  >;
};

export async function readYear(
  { from, until }: Organization,
  { position }: PlayedOrganization,
  client: Client,
): Promise<Year> {
  const window = { from, to: until };
  // The query asks for exactly this.
  return (await client.run(query, { window, declared: window, minPosition: position })) as Year;
}
