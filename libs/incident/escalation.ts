import type { Capability, Command, Event } from '#decider';
import { type IncidentCore, type Severity, type Terms, isOpen, severities } from './core.js';
import { type Deadline, endOfTerm, hasPassed } from './deadline.js';
import { policyOf } from './policy.js';
import { lengthOfTime } from './wording.js';

export type EscalationCommand = Command<'SuggestEscalation'>;

/** It has been open at a severity for longer than the policy of that severity allows, which was so many seconds. */
export type EscalationEvent = Event<
  'EscalationSuggested',
  { from: Severity; to: Severity; afterSeconds: number }
>;

/** A worse severity that somebody should consider. */
export interface Escalation {
  readonly to: Severity;
  /** For how long it had been open at its severity. */
  readonly afterSeconds: number;
  readonly suggestedAt: string;
}

export interface EscalationState {
  /** Null where none is suggested at the severity that it has. */
  readonly escalation: Escalation | null;
}

/** What lasts is worse than it was: a worse severity is suggested, once for each stay at a severity. People decide. */
export const escalation: Capability<IncidentCore, EscalationState, EscalationCommand, EscalationEvent> = {
  initial: { escalation: null },
  decide: {
    SuggestEscalation(_, incident, context) {
      const due = escalationDue(incident);
      if (!due || !hasPassed(due.dueAt, context)) return [];
      const { to, afterSeconds } = due;
      return [{ type: 'EscalationSuggested', data: { from: incident.severity, to, afterSeconds } }];
    },
  },
  evolve: {
    EscalationSuggested: (_, { to, afterSeconds }, { occurredAt }) => ({
      escalation: { to, afterSeconds, suggestedAt: occurredAt },
    }),
  },
  describe: {
    EscalationSuggested: ({ from, to, afterSeconds }) =>
      `Escalation to ${to} suggested: open as ${from} for ${lengthOfTime(afterSeconds)}`,
  },
};

export function escalationDeadline(incident: Terms & EscalationState): Deadline<EscalationCommand> | null {
  const due = escalationDue(incident);
  return due && { dueAt: due.dueAt, command: { type: 'SuggestEscalation', data: {} } };
}

function escalationDue(incident: Terms & EscalationState) {
  const afterSeconds = policyOf(incident).escalateAfterSeconds;
  const to = severities[severities.indexOf(incident.severity) - 1];
  if (afterSeconds === null || to === undefined || incident.escalation || !isOpen(incident)) return null;
  return { dueAt: endOfTerm(incident.termsSince, afterSeconds), to, afterSeconds };
}
