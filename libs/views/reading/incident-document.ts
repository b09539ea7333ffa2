import type { Position } from '#event-log';
import type { FollowUp, Incident } from '#incident';
import type { Moment } from '../past/moment.js';
import { type IncidentsTable, declaredAt } from '../projections/incidents.js';

/** An incident as its events make it, and where it stands in the log. */
export type IncidentDocument = Incident & {
  /** The rank of its declaration in the log. */
  readonly number: number;
  /** `INC-42`. */
  readonly reference: string;
  /** The last of its events. */
  readonly revision: number;
  readonly position: Position;
  readonly declaredAt: string;
  /** When the log took the last of its events. */
  readonly updatedAt: string;
  /** As of when it is; now, where absent. Its follow-ups say so too, which are shown by themselves. */
  readonly asOf?: Moment;
  readonly followUps: readonly (FollowUp & { readonly asOf?: Moment })[];
};

/** The state that an incident's stream folds to, up to a revision. */
export interface FoldedIncident {
  readonly state: Incident;
  readonly revision: number;
  readonly position: Position;
  /** When the log took the last of its events. */
  readonly updatedAt: string;
}

/** The columns from which a document is made. */
export const stored = ['number', 'revision', 'position', 'updated_at', 'state'] as const;
export type StoredIncident = Pick<IncidentsTable, (typeof stored)[number]>;

export const foldedIn = ({ state, revision, position, updated_at }: StoredIncident): FoldedIncident => ({
  // The projection wrote an incident.
  state: JSON.parse(state) as Incident,
  revision,
  position,
  updatedAt: updated_at,
});

export const documentIn = (row: StoredIncident): IncidentDocument => documentOf(foldedIn(row), row.number);

/** An incident as it was folded. The state comes last: V8 gives a copy that then gets further fields a class of its own. */
export const documentOf = (
  { state, revision, position, updatedAt }: FoldedIncident,
  number: number,
): IncidentDocument => ({
  number,
  reference: `INC-${String(number)}`,
  revision,
  position,
  declaredAt: declaredAt(state),
  updatedAt,
  ...state,
});

/** The same incident, of which it says that it was so at a moment. */
export const asKnownAt = (asOf: Moment, incident: IncidentDocument): IncidentDocument => ({
  asOf,
  ...incident,
  followUps: incident.followUps.map((followUp) => ({ asOf, ...followUp })),
});
