import { type Expression, type SqlBool, sql } from 'kysely';
import { type Criterion, allOf, criteriaOf, inWindow } from './incident-criteria.js';
import type { IncidentFilter, Viewer } from './incident-filter.js';
import { type Key, type Order, type Range, sorting, within } from './order.js';
import { type Reader, from } from './reader.js';

export const incidentOrders = ['DECLARED_AT', 'UPDATED_AT', 'SEVERITY', 'NEXT_UPDATE_DUE'] as const;
export type IncidentOrder = (typeof incidentOrders)[number];

type SortColumn = 'declared_at' | 'updated_at' | 'severity' | 'next_update_due_at';

/** Each has an index, and one within a status. What is equal in them is in the order of its declaration. */
const sortColumns: Readonly<Record<IncidentOrder, readonly [SortColumn, ...SortColumn[]]>> = {
  DECLARED_AT: ['declared_at'],
  UPDATED_AT: ['updated_at'],
  SEVERITY: ['severity', 'declared_at'],
  NEXT_UPDATE_DUE: ['next_update_due_at'],
};

const selected = [
  'incidents.number',
  'incidents.position',
  'incidents.severity',
  'incidents.declared_at',
  'incidents.updated_at',
  'incidents.next_update_due_at',
] as const;

export interface IncidentRow extends Readonly<Record<SortColumn, string>> {
  readonly number: number;
  readonly position: string;
}

/** So many matches are sorted; where there are more, the first are looked for in the order. */
const FEW = 1000;

/**
 * The incidents that meet a filter, in an order. How they are found is chosen here and not by the planner, which
 * knows nothing of the rows: what few meet is sorted, and what many meet is read off an index of the order, within
 * each status where some are named. So a page costs about the same however many incidents there are.
 */
export class IncidentList {
  readonly order: Order;
  readonly #columns;
  readonly #criteria;

  constructor(
    private readonly reader: Reader,
    filter: IncidentFilter,
    viewer: Viewer,
    order: IncidentOrder,
    descending: boolean,
  ) {
    this.#columns = sortColumns[order];
    this.#criteria = criteriaOf(filter, viewer, this.#columns[0]);
    const texts = this.#columns.map((name) => ({ name, type: 'string' }) as const);
    this.order = { name: order, columns: [...texts, { name: 'number', type: 'number' }], descending };
  }

  keyOf(row: IncidentRow): Key {
    return [...this.#columns.map((column) => row[column]), row.number];
  }

  rows(range: Range): IncidentRow[] {
    const [first, ...rest] = this.#ways().map((way) =>
      way.select(selected).where(allOf([...within(this.order, range), ...this.#window(range)])),
    );
    if (!first) return [];
    const all = rest.reduce((union, way) => union.unionAll(way), first);
    return this.reader.all(all.orderBy(sorting(this.order, range.backwards)).limit(range.limit));
  }

  count(): number {
    const counted = this.#ways().map((way) =>
      way.select(({ fn }) => fn.countAll<number>().as('count')).where(allOf(this.#window({}))),
    );
    return counted.reduce((sum, query) => sum + (this.reader.first(query)?.count ?? 0), 0);
  }

  /** Queries that together find every incident once. */
  #ways() {
    const { statuses, selective, tests } = this.#criteria;
    const few = this.#fewest();
    const others = [...tests, ...selective.filter((each) => each !== few).map(({ test }) => test)];
    if (few) {
      const among = from
        .selectFrom(sql<{ member: number }>`(${few.members})`.as('few'))
        .crossJoin('incidents')
        .whereRef('incidents.key', '=', 'few.member');
      const within = statuses ? [sql<SqlBool>`+incidents.status IN (${sql.join(statuses)})`] : [];
      return [among.where(allOf([...within, ...others]))];
    }
    const incidents = from.selectFrom('incidents').where(allOf(others));
    return statuses?.map((status) => incidents.where('status', '=', status)) ?? [incidents];
  }

  /** The part of the filter that the fewest incidents meet, if they are few. */
  #fewest(): Criterion | undefined {
    const counts = this.#criteria.selective.map((criterion) => ({
      criterion,
      count: this.reader.first(countUpTo(FEW, criterion))?.count ?? 0,
    }));
    const [fewest] = counts.filter(({ count }) => count < FEW).sort((one, other) => one.count - other.count);
    return fewest?.criterion;
  }

  /** A window of the order's own column; where a page starts at a cursor, the index is entered there. */
  #window({ after, before }: Pick<Range, 'after' | 'before'>): Expression<SqlBool>[] {
    const { window } = this.#criteria;
    if (!window) return [];
    const [lower, upper] = this.order.descending ? [before, after] : [after, before];
    return inWindow(this.#columns[0], window, { from: !lower, to: !upper });
  }
}

const countUpTo = (most: number, { members }: Criterion) =>
  from
    .selectFrom(sql`(${members} LIMIT ${most})`.as('members'))
    .select(({ fn }) => fn.countAll<number>().as('count'));
