import { type Capability, type Command, type Event, isAfter } from '#decider';
import { type IncidentCore, type Terms, isVoid } from './core.js';
import { type Deadline, endOfTerm, hasPassed } from './deadline.js';
import { policyOf } from './policy.js';
import { clockTime } from './wording.js';

export type AcknowledgementCommand = Command<'RecordAcknowledgementOverdue'>;
/** Nobody acknowledged it within the time that its policy gives. */
export type AcknowledgementEvent = Event<'AcknowledgementOverdue', { dueAt: string }>;

export interface AcknowledgementState {
  /** By when it was to be acknowledged, where nobody did; null while nobody missed it. */
  readonly missedAcknowledgement: string | null;
  /** The same, where somebody did too late, and it is not recorded yet. */
  readonly lateAcknowledgement: string | null;
}

/** Whether somebody took up the incident in time. */
export const acknowledgement: Capability<
  IncidentCore,
  AcknowledgementState,
  AcknowledgementCommand,
  AcknowledgementEvent
> = {
  initial: { missedAcknowledgement: null, lateAcknowledgement: null },
  decide: {
    RecordAcknowledgementOverdue(_, incident, context) {
      const deadline = acknowledgementDeadline(incident);
      return deadline && hasPassed(deadline.dueAt, context)
        ? [{ type: 'AcknowledgementOverdue', data: { dueAt: deadline.dueAt } }]
        : [];
    },
  },
  evolve: {
    AcknowledgementOverdue: (_, { dueAt }) => ({ missedAcknowledgement: dueAt, lateAcknowledgement: null }),
  },
  describe: {
    AcknowledgementOverdue: ({ dueAt }) => `Not acknowledged by ${clockTime(dueAt)}, when that was due`,
  },
};

/** By when somebody is to acknowledge it, as the policy of its severity says; null where nobody needs to any more. */
export const acknowledgeBy = (incident: Terms): string | null =>
  incident.status === 'DECLARED'
    ? endOfTerm(incident.termsSince, policyOf(incident).acknowledgeWithinSeconds)
    : null;

/** What it was late for, where somebody takes it up at this time. */
export function lateAcknowledgementAfter(
  incident: IncidentCore & AcknowledgementState,
  at: string,
): string | null {
  const dueAt = incident.missedAcknowledgement === null ? acknowledgeBy(incident) : null;
  return dueAt !== null && isAfter(at, dueAt) ? dueAt : incident.lateAcknowledgement;
}

/** Missed once, it is not missed again. */
export function acknowledgementDeadline(
  incident: Terms & AcknowledgementState,
): Deadline<AcknowledgementCommand> | null {
  if (incident.missedAcknowledgement !== null || isVoid(incident)) return null;
  const dueAt = incident.lateAcknowledgement ?? acknowledgeBy(incident);
  return dueAt === null ? null : { dueAt, command: { type: 'RecordAcknowledgementOverdue', data: {} } };
}
