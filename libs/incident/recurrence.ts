import { type Actor, type Capability, type Command, type Event, isAfter, whoActs } from '#decider';
import { type IncidentCore, mustNotBeVoid } from './core.js';
import type { Mentions } from './mention.js';
import { type DeclarationTimes, type MilestonesState, declarationTimes } from './milestones.js';
import { refusal } from './rules.js';
import { withReason } from './wording.js';

export type RecurrenceCommand =
  | Command<
      'LinkRecurrence',
      {
        /** The UUID of the incident that this one repeats. */
        incidentId: string;
        /** `INC-42`. */
        reference: string;
        /** What is known of that incident: when it was declared, and whether it is restricted. */
        declared: DeclarationTimes;
        restricted: boolean;
        reason?: string;
      }
    >
  | Command<'UnlinkRecurrence', { reason: string }>;

export type RecurrenceEvent =
  /** It repeats an earlier incident. */
  | Event<'RecurrenceLinked', { incidentId: string; reference: string; reason?: string }>
  /** It does not repeat the earlier incident after all. */
  | Event<'RecurrenceUnlinked', { incidentId: string; reference: string; reason: string }>;

/** The earlier incident that this one repeats. */
export interface Recurrence {
  readonly incidentId: string;
  readonly reference: string;
  readonly reason: string | null;
  readonly linkedBy: Actor;
  readonly linkedAt: string;
}

export interface RecurrenceState {
  /** Null where it is not known to repeat any. */
  readonly recurrence: Recurrence | null;
}

/** Within so many days an earlier incident with the same cause category on the same service is suggested. */
export const RECURRENCE_DAYS = 90;

/**
 * That an incident repeats an earlier one. It is linked to one that was declared before it, and to a restricted one
 * only where it is restricted itself, since the link tells of it. What turns out later of either leaves the link alone:
 * it is what somebody judged, and taken back by people.
 */
export const recurrence: Capability<
  IncidentCore & MilestonesState,
  RecurrenceState,
  RecurrenceCommand,
  RecurrenceEvent
> = {
  initial: { recurrence: null },
  decide: {
    LinkRecurrence({ incidentId, reference, declared, restricted, reason }, incident) {
      mustNotBeVoid(incident);
      const linked = incident.recurrence;
      if (linked?.incidentId === incidentId) return [];
      if (incidentId === incident.id || !isEarlier(declared, declarationTimes(incident)))
        throw refusal('RECURRENCE_NOT_EARLIER');
      if (restricted && incident.visibility !== 'RESTRICTED') throw refusal('RECURRENCE_RESTRICTED');
      return [
        ...(linked ? [unlinked(linked, 'It repeats another incident')] : []),
        {
          type: 'RecurrenceLinked',
          data: { incidentId, reference, ...(reason !== undefined && { reason }) },
        },
      ];
    },
    // Taking back what proved wrong is a correction, which is possible in every status.
    UnlinkRecurrence: ({ reason }, { recurrence }) => (recurrence ? [unlinked(recurrence, reason)] : []),
  },
  evolve: {
    RecurrenceLinked: (_, { incidentId, reference, reason }, facts) => ({
      recurrence: {
        incidentId,
        reference,
        reason: reason ?? null,
        linkedBy: whoActs(facts),
        linkedAt: facts.occurredAt,
      },
    }),
    RecurrenceUnlinked: () => ({ recurrence: null }),
  },
  describe: {
    RecurrenceLinked: ({ reference, reason }) => withReason(`Repeats ${reference}`, reason),
    RecurrenceUnlinked: ({ reference, reason }) => withReason(`Does not repeat ${reference}`, reason),
  },
};

export const mentionsOfRecurrence: Mentions<RecurrenceEvent> = {
  RecurrenceLinked: { by: ['incidentId'], unnamed: 'Repeats another incident' },
  RecurrenceUnlinked: { by: ['incidentId'], unnamed: 'Does not repeat another incident' },
};

/** By the corrected times; and by those said first, which never change, so that there are no circles. */
const isEarlier = (one: DeclarationTimes, other: DeclarationTimes): boolean =>
  isAfter(other.at, one.at) && isAfter(other.firstSaid, one.firstSaid);

const unlinked = ({ incidentId, reference }: Recurrence, reason: string): RecurrenceEvent => ({
  type: 'RecurrenceUnlinked',
  data: { incidentId, reference, reason },
});
