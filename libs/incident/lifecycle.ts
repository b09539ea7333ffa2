import type { Capability, Command, Event } from '#decider';
import { type AcknowledgementState, lateAcknowledgementAfter } from './acknowledgement.js';
import {
  type IncidentCore,
  type Milestone,
  type Moment,
  isOpen,
  mustBeOpen,
  mustNotBeOver,
  mustNotBeVoid,
  reached,
  termsAfresh,
} from './core.js';
import type { MergedState } from './merged.js';
import { type EscalationState, lateEscalationsAfter } from './escalation.js';
import { type Promises, lateAfter } from './open-promises.js';
import { type PostmortemDutyEvent, dutyOnResolve } from './postmortem-duty.js';
import { withMissedDue } from './postmortem-deadline.js';
import type { PostmortemState } from './postmortem-state.js';
import { renewalAt, standingPromise } from './promise.js';
import { refusal } from './rules.js';

export type LifecycleCommand =
  | Command<'AcknowledgeIncident'>
  | Command<'MitigateIncident', { summary: string }>
  | Command<'ResolveIncident', { resolution: string }>
  | Command<'ReopenIncident', { reason: string }>
  | Command<'CloseIncident', { summary?: string }>
  | Command<'CancelIncident', { reason: string }>;

export type LifecycleEvent =
  /** Somebody works on it. `cause` says which other action acknowledged it, where nobody did so expressly. */
  | Event<'IncidentAcknowledged', { cause?: string }>
  /** Users no longer suffer, though the cause may remain. */
  | Event<'IncidentMitigated', { summary: string }>
  /** It is over for everybody; what is left is aftercare. */
  | Event<'IncidentResolved', { resolution: string }>
  /** It turned out not to be over. */
  | Event<'IncidentReopened', { reason: string }>
  /** Nothing is left to be done on it. */
  | Event<'IncidentClosed', { summary?: string }>
  /** It was no incident after all: a false alarm. */
  | Event<'IncidentCancelled', { reason: string }>;

/** How it ended, in the words of those who ended it; null while open. */
export interface LifecycleState {
  readonly resolution: string | null;
  readonly cancellationReason: string | null;
}

type Reads = IncidentCore & MergedState & AcknowledgementState & EscalationState & Promises & PostmortemState;

export const lifecycle: Capability<
  Reads,
  LifecycleState,
  LifecycleCommand,
  LifecycleEvent,
  PostmortemDutyEvent
> = {
  initial: { resolution: null, cancellationReason: null },
  decide: {
    AcknowledgeIncident(_, incident) {
      mustBeOpen(incident);
      return isUnacknowledged(incident) ? [{ type: 'IncidentAcknowledged', data: {} }] : [];
    },
    MitigateIncident({ summary }, incident) {
      mustBeOpen(incident);
      return incident.status === 'MITIGATED' ? [] : [{ type: 'IncidentMitigated', data: { summary } }];
    },
    ResolveIncident({ resolution }, incident, context) {
      mustNotBeOver(incident);
      if (incident.status === 'RESOLVED') return [];
      return [{ type: 'IncidentResolved', data: { resolution } }, ...dutyOnResolve(incident, context)];
    },
    ReopenIncident({ reason }, incident) {
      mustNotBeVoid(incident);
      const open = incident.status === 'DECLARED' || incident.status === 'ACKNOWLEDGED';
      return open ? [] : [{ type: 'IncidentReopened', data: { reason } }];
    },
    CloseIncident(data, incident) {
      mustNotBeVoid(incident);
      if (incident.status === 'CLOSED') return [];
      if (incident.status !== 'RESOLVED') throw refusal('INCIDENT_NOT_RESOLVED');
      return [{ type: 'IncidentClosed', data }];
    },
    CancelIncident({ reason }, incident) {
      if (incident.status === 'CANCELLED') return [];
      mustNotBeOver(incident);
      return [{ type: 'IncidentCancelled', data: { reason } }];
    },
  },
  evolve: {
    // Somebody takes up what is mitigated already: that stays so.
    IncidentAcknowledged: (incident, _, { occurredAt }) =>
      incident.status === 'MITIGATED'
        ? { milestones: reached(incident, 'ACKNOWLEDGED', occurredAt) }
        : become(incident, 'ACKNOWLEDGED', occurredAt),
    IncidentMitigated: (incident, _, { occurredAt }) => become(incident, 'MITIGATED', occurredAt),
    IncidentResolved: (incident, { resolution }, { occurredAt }) => ({
      latePromises: lateAfter(incident, occurredAt),
      lateEscalations: lateEscalationsAfter(incident, occurredAt),
      resolution,
      ...become(incident, 'RESOLVED', occurredAt),
    }),
    // Whoever reopens it is at work on it; an incident that nobody had acknowledged waits for that as before.
    IncidentReopened: (incident, _, facts) => ({
      status: incident.milestones.ACKNOWLEDGED ? 'ACKNOWLEDGED' : 'DECLARED',
      resolution: null,
      mergedInto: null,
      reopens: incident.reopens + 1,
      termsSince: termsAfresh(incident, facts),
      ...(!isOpen(incident) && renewed(incident, facts)),
      postmortem: withMissedDue(incident, facts.occurredAt),
      latePromises: lateAfter(incident, facts.occurredAt),
      lateEscalations: lateEscalationsAfter(incident, facts.occurredAt),
    }),
    IncidentClosed: (incident, _, { occurredAt }) => become(incident, 'CLOSED', occurredAt),
    IncidentCancelled: (_, { reason }) => ({ status: 'CANCELLED', cancellationReason: reason }),
  },
  describe: {
    IncidentAcknowledged: ({ cause }) => (cause === undefined ? 'Acknowledged' : `Acknowledged by ${cause}`),
    IncidentMitigated: ({ summary }) => `Mitigated: ${summary}`,
    IncidentResolved: ({ resolution }) => `Resolved: ${resolution}`,
    IncidentReopened: ({ reason }) => `Reopened: ${reason}`,
    IncidentClosed: ({ summary }) => (summary === undefined ? 'Closed' : `Closed: ${summary}`),
    IncidentCancelled: ({ reason }) => `Cancelled: ${reason}`,
  },
};

/** What follows where somebody sets to work on an incident: whoever does so first has acknowledged it. `cause` says how. */
export const acknowledgedBy = (incident: IncidentCore, cause: string): readonly LifecycleEvent[] =>
  isUnacknowledged(incident) ? [{ type: 'IncidentAcknowledged', data: { cause } }] : [];

/** Whether somebody should be working on it and nobody ever acknowledged it, as where it was mitigated at once. */
const isUnacknowledged = (incident: IncidentCore): boolean =>
  isOpen(incident) && incident.milestones.ACKNOWLEDGED === undefined;

/** What was promised before an incident was over and is past by now cannot be kept: the next update has a new time. */
function renewed(incident: Reads, facts: Moment) {
  const renewal = renewalAt(incident, facts);
  return { renewal, nextUpdateDueAt: standingPromise(incident.updates, renewal) };
}

type ReachedStatus = Extract<IncidentCore['status'], Milestone>;

const become = (incident: Reads, status: ReachedStatus, at: string) => ({
  status,
  milestones: reached(incident, status, at),
  lateAcknowledgement: lateAcknowledgementAfter(incident, at),
});
