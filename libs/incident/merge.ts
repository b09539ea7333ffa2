import type { Capability, Command, Event } from '#decider';
import type { AlertEvent, AlertsState } from './alerts.js';
import type { BlameEvent, BlameState } from './blame.js';
import type { CauseState } from './cause.js';
import { type IncidentCore, isWorkedOn, mustNotBeOver } from './core.js';
import type { LifecycleEvent } from './lifecycle.js';
import type { Mentions } from './mention.js';
import type { MergedState } from './merged.js';
import type { NamedAlert, NamedDeployment } from './named.js';
import { refusal } from './rules.js';
import { counted, withReason } from './wording.js';

/** The incident to merge into, as it is known when the command is given. */
export type MergeTarget = Pick<IncidentCore, 'id' | 'status' | 'drill' | 'visibility'> & {
  /** `INC-42` */
  readonly reference: string;
};

export type MergeCommand =
  | Command<
      'MergeIncident',
      {
        into: MergeTarget;
        /** Those of its alerts that are resolved: they stay, all others go along. */
        resolvedAlerts: readonly string[];
        reason?: string;
      }
    >
  /** What follows on the incident into which the other was merged. */
  | Command<
      'AbsorbIncident',
      {
        from: string;
        fromReference: string;
        alerts: readonly NamedAlert[];
        /** What the other one blamed. */
        blamedDeployments: readonly NamedDeployment[];
      }
    >;

export type MergeEvent =
  /** It is the same as another incident, where work goes on. */
  | Event<
      'IncidentMerged',
      { into: string; intoReference: string; alerts: readonly string[]; reason?: string }
    >
  /** Another incident was merged into this one. */
  | Event<
      'IncidentAbsorbed',
      {
        from: string;
        fromReference: string;
        alerts: readonly string[];
        /** Present only where this incident had itself been merged before the other arrived. */
        passedOnTo?: string;
      }
    >;

/** An incident that was merged into this one. */
export interface Absorbed {
  readonly id: string;
  readonly reference: string;
  readonly mergedAt: string;
}

export interface MergeState extends MergedState {
  readonly absorbed: readonly Absorbed[];
}

type Reads = IncidentCore & AlertsState & CauseState & BlameState;
type Emits = LifecycleEvent | AlertEvent | BlameEvent;

/** Several incidents that turn out to be one. */
export const merge: Capability<Reads, MergeState, MergeCommand, MergeEvent, Emits> = {
  initial: { mergedInto: null, absorbed: [] },
  decide: {
    MergeIncident({ into, resolvedAlerts, reason }, incident) {
      if (incident.status === 'MERGED' && incident.mergedInto?.id === into.id) return [];
      mustNotBeOver(incident);
      mustGoTogether(incident, into);
      return [
        {
          type: 'IncidentMerged',
          data: {
            into: into.id,
            intoReference: into.reference,
            alerts: incident.alerts.filter((id) => !resolvedAlerts.includes(id)),
            ...(reason !== undefined && { reason }),
          },
        },
      ];
    },
    // It never refuses: the other one is merged already. One that had itself been merged before it arrived hands it
    // on, and one that so comes back to itself was merged in a circle, by several people at once.
    AbsorbIncident({ from, fromReference, alerts, blamedDeployments }, incident) {
      if (from === incident.id) return incident.mergedInto ? outOfTheCircle(alerts) : [];
      if (incident.absorbed.some(({ id }) => id === from)) return [];
      const passedOnTo = incident.mergedInto?.id;
      const data = { from, fromReference, alerts: alerts.map(({ alertId }) => alertId) };
      if (passedOnTo !== undefined) return [{ type: 'IncidentAbsorbed', data: { ...data, passedOnTo } }];
      // It names no incident, unlike the event before it: who may see that one is not known for ever.
      const reason = 'An incident that was merged into this one blames it';
      return [
        { type: 'IncidentAbsorbed', data },
        ...blamedDeployments
          .filter(({ deploymentId }) => !isJudged(incident, deploymentId))
          .map((named) => ({ type: 'DeploymentBlamed', data: { ...named, reason } }) as const),
      ];
    },
  },
  evolve: {
    IncidentMerged: (incident, { into, intoReference, alerts }, { occurredAt }) => ({
      status: 'MERGED',
      mergedInto: { id: into, reference: intoReference, alerts, mergedAt: occurredAt },
      alerts: incident.alerts.filter((id) => !alerts.includes(id)),
    }),
    IncidentAbsorbed: (incident, { from, fromReference, alerts, passedOnTo }, { occurredAt }) =>
      passedOnTo === undefined
        ? {
            alerts: [...new Set([...incident.alerts, ...alerts])],
            absorbed: [...incident.absorbed, { id: from, reference: fromReference, mergedAt: occurredAt }],
          }
        : {},
  },
  describe: {
    IncidentMerged: ({ intoReference, alerts, reason }) =>
      withReason(`Merged into ${intoReference}${andAlerts(alerts)}`, reason),
    IncidentAbsorbed: ({ fromReference, alerts, passedOnTo }) =>
      passedOnTo === undefined
        ? `${fromReference} was merged into this incident${andAlerts(alerts)}`
        : `${fromReference} was merged into this incident, and goes on to the one that this was merged into`,
  },
};

export const mentionsOfMerge: Mentions<MergeEvent> = {
  IncidentMerged: { by: ['into'], unnamed: 'Merged into another incident' },
  IncidentAbsorbed: { by: ['from', 'passedOnTo'], unnamed: 'Another incident was merged into this incident' },
};

/** Refuses to merge what does not belong together. */
function mustGoTogether(incident: IncidentCore, into: MergeTarget): void {
  if (into.id === incident.id) throw refusal('MERGE_INTO_ITSELF');
  if (!isWorkedOn(into))
    throw refusal(
      'MERGE_TARGET_OVER',
      `${into.reference} is ${into.status.toLowerCase()}. Merge into an incident that is worked on${into.status === 'CLOSED' ? ', or reopen it first (reopenIncident)' : ''}.`,
    );
  if (into.drill !== incident.drill) throw refusal('MERGE_OF_DRILL');
  if (into.visibility !== incident.visibility) throw refusal('MERGE_VISIBILITY_DIFFERS');
}

const outOfTheCircle = (alerts: readonly NamedAlert[]): Emits[] => [
  {
    type: 'IncidentReopened',
    data: { reason: 'It was merged in a circle, so that none of the incidents in it was left to go on' },
  },
  ...alerts.map((data) => ({ type: 'AlertAttached', data }) as const),
];

/** Whether people have said already what they think of the deployment. */
const isJudged = ({ blamedDeployments, clearedDeployments }: CauseState & BlameState, id: string): boolean =>
  clearedDeployments.includes(id) || blamedDeployments.some(({ deploymentId }) => deploymentId === id);

const andAlerts = (alerts: readonly string[]): string =>
  alerts.length === 0 ? '' : `, with ${counted(alerts.length, 'alert')}`;
