import { type Capability, type Command, type Event, isAfter } from '#decider';
import { type IncidentCore, type Severity, type Terms, isOpen, isVoid, severities } from './core.js';
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
  /** Those that were due before the incident was over, or other terms held, and are not recorded yet. */
  readonly lateEscalations: readonly LateEscalation[];
}

/** A suggestion, and when it was to be made. */
interface LateEscalation {
  readonly dueAt: string;
  readonly from: Severity;
  readonly to: Severity;
  readonly afterSeconds: number;
  /** Whether the severity changed since. */
  readonly outdated: boolean;
}

/** What lasts is worse than it was: a worse severity is suggested, once for each stay at a severity. People decide. */
export const escalation: Capability<IncidentCore, EscalationState, EscalationCommand, EscalationEvent> = {
  initial: { escalation: null, lateEscalations: [] },
  decide: {
    SuggestEscalation(_, incident, context) {
      const due = nextEscalation(incident);
      if (!due || !hasPassed(due.dueAt, context)) return [];
      const { from, to, afterSeconds } = due;
      return [{ type: 'EscalationSuggested', data: { from, to, afterSeconds } }];
    },
  },
  evolve: {
    // What is late is recorded first. It is shown only where it is of this stay at the severity.
    EscalationSuggested({ lateEscalations: [late, ...rest] }, { to, afterSeconds }, { occurredAt }) {
      const escalation = { to, afterSeconds, suggestedAt: occurredAt };
      return { lateEscalations: rest, ...(late?.outdated !== true && { escalation }) };
    },
  },
  describe: {
    EscalationSuggested: ({ from, to, afterSeconds }) =>
      `Escalation to ${to} suggested: open as ${from} for ${lengthOfTime(afterSeconds)}`,
  },
};

export function escalationDeadline(incident: Terms & EscalationState): Deadline<EscalationCommand> | null {
  const due = nextEscalation(incident);
  return due && { dueAt: due.dueAt, command: { type: 'SuggestEscalation', data: {} } };
}

/** The late suggestions once it is over, or other terms hold than before, from this time on. */
export function lateEscalationsAfter(
  incident: Terms & EscalationState,
  at: string,
): readonly LateEscalation[] {
  const due = escalationDue(incident);
  const late = due !== null && isAfter(at, due.dueAt);
  return late ? [...incident.lateEscalations, { ...due, outdated: false }] : incident.lateEscalations;
}

/** The same where its severity changes at this time. */
export const outdatedEscalationsAfter = (
  incident: Terms & EscalationState,
  at: string,
): readonly LateEscalation[] =>
  lateEscalationsAfter(incident, at).map((late) => ({ ...late, outdated: true }));

/** What is to be suggested next, or was. */
const nextEscalation = (incident: Terms & EscalationState) =>
  isVoid(incident) ? null : (incident.lateEscalations[0] ?? escalationDue(incident));

function escalationDue(incident: Terms & EscalationState) {
  const { escalation, lateEscalations, severity: from, termsSince } = incident;
  const afterSeconds = policyOf(incident).escalateAfterSeconds;
  const to = severities[severities.indexOf(from) - 1];
  const suggested = escalation !== null || lateEscalations.some(({ outdated }) => !outdated);
  if (afterSeconds === null || to === undefined || suggested || !isOpen(incident)) return null;
  return { dueAt: endOfTerm(termsSince, afterSeconds), from, to, afterSeconds };
}
