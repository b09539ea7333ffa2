import { type SqlBool, sql } from 'kysely';
import type { FollowUp, FollowUpKind, Viewer } from '#incident';
import type { FollowUpsTable } from '../projections/follow-ups.js';
import {
  type Condition,
  type TimeWindow,
  allOf,
  among,
  checked,
  dueWindow,
  equal,
  inWindow,
  oneOf,
} from './condition.js';
import type { IncidentDocument } from './incident-document.js';
import type { Incidents } from './incidents.js';
import { type Criterion, List, type Question, indexed } from './list.js';
import type { Order } from './order.js';
import { type Page, type PageRequest, pageOf } from './page.js';
import type { Reader } from './reader.js';
import { visibleTo } from './visibility.js';

/** What a follow-up must be to be listed: all that is named. A list names what will do: an empty one, nothing. */
export interface FollowUpFilter {
  readonly open?: boolean | null | undefined;
  /** Whether it is late by this clock. */
  readonly overdue?: { readonly is: boolean; readonly now: string } | null | undefined;
  readonly owners?: readonly string[] | null | undefined;
  readonly kinds?: readonly FollowUpKind[] | null | undefined;
  /** The UUID or reference of its incident. */
  readonly incident?: string | null | undefined;
  /** Slugs; its incident touches one of them. */
  readonly services?: readonly string[] | null | undefined;
  readonly due?: TimeWindow | null | undefined;
}

/** By what follow-ups can be sorted; what has no due time is due after everything else. */
export const followUpOrders = ['DUE_AT', 'ADDED_AT'] as const;
export type FollowUpOrder = (typeof followUpOrders)[number];

export interface FollowUpQuery {
  readonly filter?: FollowUpFilter | null | undefined;
  /** What is due first comes first, unless given. */
  readonly orderBy?: { readonly field: FollowUpOrder; readonly direction: 'ASC' | 'DESC' } | null | undefined;
  readonly page?: PageRequest | undefined;
}

/** A follow-up with the incident after which it remains to be done. */
export type FollowUpDocument = FollowUp & { readonly incident: IncidentDocument };

type SortColumn = 'due_at' | 'added_at' | 'number' | 'place';
type Row = Pick<FollowUpsTable, 'number' | 'place'> & Partial<Pick<FollowUpsTable, 'due_at' | 'added_at'>>;

const place: readonly Order<SortColumn>['columns'][number][] = [
  { name: 'number', type: 'number' },
  { name: 'place', type: 'number' },
];
const orders: Readonly<Record<FollowUpOrder, Order<SortColumn>['columns']>> = {
  DUE_AT: [{ name: 'due_at', type: 'string' }, ...place],
  ADDED_AT: [{ name: 'added_at', type: 'string' }, ...place],
};

/** What remains to be done after all incidents that the viewer may see. */
export class FollowUps {
  constructor(
    private readonly reader: Reader,
    private readonly incidents: Incidents,
  ) {}

  /** @throws InvalidPage */
  page({ filter, orderBy, page }: FollowUpQuery, viewer: Viewer): Page<FollowUpDocument> {
    const { field, direction } = orderBy ?? { field: 'DUE_AT', direction: 'ASC' };
    return this.reader.snapshot(() => {
      const order = { name: field, columns: orders[field], descending: direction === 'DESC' };
      const list = new List<SortColumn, Row>(this.reader, this.#question(filter ?? {}, order, viewer));
      return pageOf(list, page ?? {}, (row) => this.#documentOf(row));
    });
  }

  #question(filter: FollowUpFilter, order: Order<SortColumn>, viewer: Viewer): Question<SortColumn> {
    const { open, overdue, owners, kinds, incident, services } = filter;
    const late = overdue?.is === true;
    const window = dueWindow(filter.due, overdue);
    const sortedByDue = order.columns[0].name === 'due_at';
    return {
      table: 'follow_ups',
      columns: ['number', 'place'],
      order,
      partition: { column: 'open', values: partitionOf(open ?? (late || null)) },
      window: sortedByDue ? window : undefined,
      selective: [
        ...(owners ? [indexed('follow_ups', 'owner', owners)] : []),
        ...(typeof incident === 'string' ? [numbered(this.incidents.numberOf(incident, viewer))] : []),
        ...(services ? [touching(services)] : []),
        ...(window && !sortedByDue ? [dueWithin(window)] : []),
      ],
      tests: [
        ...(kinds ? [oneOf('kind', kinds)] : []),
        ...(late ? [equal('open', 1)] : []),
        ...(overdue?.is === false ? [onTimeAt(overdue.now)] : []),
        ...visibleTo(viewer, sql<SqlBool>`${checked('visibility')} = 'ORGANIZATION'`, sql`follow_ups.number`),
      ],
    };
  }

  #documentOf({ number, place }: Row): FollowUpDocument {
    const incident = this.incidents.numbered(number);
    const followUp = incident.followUps[place];
    if (!followUp) throw new Error(`A follow-up of incident ${String(number)} is in an index and not in it`);
    return { incident, ...followUp };
  }
}

const partitionOf = (open: boolean | null): readonly number[] | null =>
  open === null ? null : [open ? 1 : 0];

const dueWithin = (window: TimeWindow): Criterion => ({
  members: sql`SELECT rowid AS member FROM follow_ups WHERE ${allOf(inWindow('due_at', window, { from: true, to: true }))}`,
  test: allOf(inWindow('due_at', window, { from: false, to: false })),
});

/** Those of one incident; of none, where the viewer sees no such incident. */
const numbered = (number: number | undefined): Criterion => ({
  members: sql`SELECT rowid AS member FROM follow_ups WHERE number = ${number ?? 0}`,
  test: equal('number', number ?? 0),
});

function touching(services: readonly string[]): Criterion {
  const numbers = sql`SELECT number FROM incident_services WHERE service IN (${among(services)})`;
  return {
    members: sql`SELECT rowid AS member FROM follow_ups WHERE number IN (${numbers})`,
    test: sql<SqlBool>`${checked('number')} IN (${numbers})`,
  };
}

const onTimeAt = (now: string): Condition =>
  sql<SqlBool>`(${checked('open')} = 0 OR ${checked('due_at')} >= ${now})`;
