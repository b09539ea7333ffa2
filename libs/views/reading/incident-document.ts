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

/** The columns from which a document is made, beside its state. */
export const stored = ['number', 'revision', 'position', 'declared_at', 'updated_at'] as const;
type IncidentRecord = Pick<IncidentsTable, (typeof stored)[number]>;
export type StoredIncident = IncidentRecord & Pick<IncidentsTable, 'state'>;

export const documentIn = (row: StoredIncident): IncidentDocument =>
  documented(
    // The projection wrote an incident.
    JSON.parse(row.state) as Incident,
    {
      number: row.number,
      reference: referenceOf(row.number),
      revision: row.revision,
      position: row.position,
      declaredAt: row.declared_at,
      updatedAt: row.updated_at,
    },
  );

/** An incident as it was folded from its stream. */
export const documentOf = (
  { state, revision, position, updatedAt }: FoldedIncident,
  number: number,
): IncidentDocument =>
  documented(state, {
    number,
    reference: referenceOf(number),
    revision,
    position,
    declaredAt: declaredAt(state),
    updatedAt,
  });

/** No spread: V8 gives each copy that then gets further fields a hidden class of its own, at several times the cost. */
const documented = (state: Incident, place: Omit<IncidentDocument, keyof Incident>): IncidentDocument =>
  Object.assign({}, state, place);

/** The same incident, of which it says that it was so at a moment. */
export const asKnownAt = (asOf: Moment, incident: IncidentDocument): IncidentDocument => ({
  ...incident,
  asOf,
  followUps: incident.followUps.map((followUp) => ({ ...followUp, asOf })),
});

const referenceOf = (number: number): string => `INC-${String(number)}`;
