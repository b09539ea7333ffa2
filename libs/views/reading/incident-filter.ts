import type { CauseCategory, Detection, PostmortemStatus, Severity, Status, Visibility } from '#incident';
import type { TimeWindow } from './condition.js';

/** What an incident must be to be listed: all that is named. A list names what will do: an empty one, nothing. */
export interface IncidentFilter {
  /** UUIDs. */
  readonly ids?: readonly string[] | null | undefined;
  readonly statuses?: readonly Status[] | null | undefined;
  readonly severities?: readonly Severity[] | null | undefined;
  /** Slugs; it touches one of them. */
  readonly services?: readonly string[] | null | undefined;
  /** Names; one of them owns a service that it touches, as the catalog has it at present. */
  readonly teams?: readonly string[] | null | undefined;
  /** It has one of them. */
  readonly tags?: readonly string[] | null | undefined;
  /** Terms that all are in its title, summary, updates, postmortem or notes; see `termsOf`. */
  readonly search?: string | null | undefined;
  readonly declared?: TimeWindow | null | undefined;
  /** It was first said to be declared before this time, whatever was corrected since. */
  readonly firstSaidBefore?: string | null | undefined;
  readonly updated?: TimeWindow | null | undefined;
  /** The last time. */
  readonly resolved?: TimeWindow | null | undefined;
  /** Who holds a role in it at present: this one, or any. */
  readonly roleHolder?:
    { readonly person: string; readonly role?: string | null | undefined } | null | undefined;
  /** One of these holds a role in it at present, or takes part. */
  readonly involves?: readonly string[] | null | undefined;
  /** Whether this one does. */
  readonly mine?: { readonly is: boolean; readonly person: string } | null | undefined;
  /** Whether a promised update is late by this clock, or none is. */
  readonly overdue?: { readonly is: boolean; readonly now: string } | null | undefined;
  /** Of the cause that is identified. */
  readonly causes?: readonly CauseCategory[] | null | undefined;
  /** The UUID of the earlier incident that it repeats. */
  readonly recurrenceOf?: string | null | undefined;
  /** UUIDs; one of these deployments is blamed for it. */
  readonly blamed?: readonly string[] | null | undefined;
  /** UUIDs; one of these alerts belongs to it. */
  readonly alerts?: readonly string[] | null | undefined;
  readonly postmortem?: PostmortemFilter | null | undefined;
  /** Whether nobody has acknowledged it though that is due by this clock, or not so. */
  readonly unacknowledged?: { readonly is: boolean; readonly now: string } | null | undefined;
  /** One of these words is in its title. */
  readonly titleWords?: readonly string[] | null | undefined;
  readonly followUps?: FollowUpsOfIncident | null | undefined;
  readonly detections?: readonly Detection[] | null | undefined;
  readonly security?: boolean | null | undefined;
  readonly drill?: boolean | null | undefined;
  readonly visibility?: Visibility | null | undefined;
}

/** What remains to be done after an incident: all that is named. */
export interface FollowUpsOfIncident {
  /** Whether something does. */
  readonly open?: boolean | null | undefined;
  /** Whether something does that is late by this clock. */
  readonly overdue?: { readonly is: boolean; readonly now: string } | null | undefined;
}

/** How the postmortem of an incident stands: all that is named. */
export interface PostmortemFilter {
  readonly statuses?: readonly PostmortemStatus[] | null | undefined;
  /** Whether one is due: neither published nor waived. */
  readonly owed?: boolean | null | undefined;
  /** Whether one is owed and late by this clock, or none is. */
  readonly overdue?: { readonly is: boolean; readonly now: string } | null | undefined;
  /** When the one that is owed is due. */
  readonly due?: TimeWindow | null | undefined;
}

/**
 * By what incidents can be sorted; what is equal in it is in the order of its declaration. Where nothing is searched
 * for, all are equally relevant.
 */
export const incidentOrders = [
  'DECLARED_AT',
  'UPDATED_AT',
  'SEVERITY',
  'NEXT_UPDATE_DUE',
  'RELEVANCE',
] as const;
export type IncidentOrder = (typeof incidentOrders)[number];

export interface IncidentOrderBy {
  readonly field: IncidentOrder;
  readonly direction: 'ASC' | 'DESC';
}
