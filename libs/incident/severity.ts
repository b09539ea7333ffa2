import type { Capability, Command, Event } from '#decider';
import { type AcknowledgementState, lateAcknowledgementAfter } from './acknowledgement.js';
import { type Checklist, type ChecklistEvent, type ChecklistsState, attaching } from './checklists.js';
import { type IncidentCore, type Severity, mustNotBeOver, termsAfresh } from './core.js';
import { type EscalationState, outdatedEscalationsAfter } from './escalation.js';
import { type Promises, lateAfter } from './open-promises.js';
import { termsFrom } from './policy.js';
import { type PostmortemDutyEvent, dutyOnChange } from './postmortem-duty.js';
import type { PostmortemState } from './postmortem-state.js';
import type { Recorded, SeverityPolicy } from './severity-policy.js';

export type SeverityCommand = Command<
  'ChangeSeverity',
  {
    to: Severity;
    reason: string;
    /** The policy of the new severity as it stands; the default one, unless given. */
    policy?: SeverityPolicy;
    /** Those of that policy; none, unless given. */
    checklists?: readonly Checklist[];
  }
>;

/** It is worse, or less bad, than was said. With the policy that it is held to from then on. */
export type SeverityEvent = Event<
  'SeverityChanged',
  { from: Severity; to: Severity; reason: string; policy?: Recorded<SeverityPolicy> }
>;

type Reads = IncidentCore &
  AcknowledgementState &
  ChecklistsState &
  EscalationState &
  PostmortemState &
  Promises;

export const severity: Capability<
  Reads,
  object,
  SeverityCommand,
  SeverityEvent,
  ChecklistEvent | PostmortemDutyEvent
> = {
  initial: {},
  decide: {
    ChangeSeverity({ checklists = [], policy, reason, to }, incident, context) {
      mustNotBeOver(incident);
      const from = incident.severity;
      if (to === from) return [];
      return [
        { type: 'SeverityChanged', data: { from, to, reason, ...(policy && { policy }) } },
        ...attaching(checklists, incident, context, to),
        ...dutyOnChange(incident, changed(to, policy), context),
      ];
    },
  },
  evolve: {
    // What was missed by then under the terms before was missed, whether anybody has recorded that yet or not.
    SeverityChanged: (incident, { to, policy }, facts) => ({
      termsSince: termsAfresh(incident, facts),
      lateAcknowledgement: lateAcknowledgementAfter(incident, facts.occurredAt),
      latePromises: lateAfter(incident, facts.occurredAt),
      escalation: null,
      lateEscalations: outdatedEscalationsAfter(incident, facts.occurredAt),
      ...changed(to, policy),
    }),
  },
  describe: {
    SeverityChanged: ({ from, to, reason }) => `Severity changed from ${from} to ${to}: ${reason}`,
  },
};

const changed = (to: Severity, policy: Recorded<SeverityPolicy> | undefined) => ({
  severity: to,
  policy: termsFrom(policy, to),
});
