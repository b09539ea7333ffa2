import { type SqlBool, sql } from 'kysely';
import { NEVER } from '../projections/columns.js';
import { type TimeWindow, allOf, checked, dueWindow, inWindow } from './condition.js';
import { selectiveOf, testsOf } from './incident-criteria.js';
import type { IncidentFilter, IncidentOrder, IncidentOrderBy, PostmortemFilter } from './incident-filter.js';
import type { Criterion, Question } from './list.js';
import type { Order, Sortable } from './order.js';
import { type Sight, visibleTo } from './visibility.js';

export type SortColumn = 'declared_at' | 'updated_at' | 'severity' | 'next_update_due_at' | 'number';

const textual = (name: SortColumn) => ({ name, type: 'string' }) as const;
const number = { name: 'number', type: 'number' } as const;

/** Each begins an index that has the status too. */
const orders: Readonly<Record<IncidentOrder, Order<SortColumn>['columns']>> = {
  DECLARED_AT: [textual('declared_at'), number],
  UPDATED_AT: [textual('updated_at'), number],
  SEVERITY: [textual('severity'), textual('declared_at'), number],
  NEXT_UPDATE_DUE: [textual('next_update_due_at'), number],
  // What is not ranked: see `Ranking`.
  RELEVANCE: [number],
};

export interface IncidentRow extends Sortable<SortColumn> {
  readonly number: number;
  readonly position: string;
}

/** Which rows of which tables answer what is asked of the incidents. */
export function incidentQuestion(
  filter: IncidentFilter,
  viewer: Sight,
  { field, direction }: IncidentOrderBy,
): Question<SortColumn> {
  const columns = orders[field];
  const sortedBy = columns[0].name;
  const windows = windowsOf(filter);
  return {
    table: 'incidents',
    columns: ['number', 'position'],
    order: { name: field, columns, descending: direction === 'DESC' },
    partition: { column: 'status', values: filter.statuses, sorted: field === 'DECLARED_AT' },
    window: windows.find(([column]) => column === sortedBy)?.[1],
    selective: [
      ...selectiveOf(filter),
      ...windows.flatMap(([column, window]) => (column === sortedBy ? [] : [during(column, window)])),
    ],
    tests: [
      ...testsOf(filter),
      ...visibleTo(viewer, sql<SqlBool>`${checked('visibility')} = 'ORGANIZATION'`, sql`incidents.key`),
    ],
  };
}

function windowsOf({
  declared,
  updated,
  resolved,
  overdue,
  postmortem,
}: IncidentFilter): [string, TimeWindow][] {
  const windows: [string, TimeWindow | null | undefined][] = [
    ['declared_at', declared],
    ['updated_at', updated],
    ['resolved_at', resolved],
    ['next_update_due_at', overdue?.is === true ? { to: overdue.now } : undefined],
    ['postmortem_due_at', postmortem ? owedWithin(postmortem) : undefined],
  ];
  return windows.flatMap(([column, window]) => ((window?.from ?? window?.to) ? [[column, window]] : []));
}

const during = (column: string, window: TimeWindow): Criterion => ({
  members: sql`SELECT key AS member FROM incidents WHERE ${allOf(inWindow(column, window, { from: true, to: true }))}`,
  test: allOf(inWindow(column, window, { from: false, to: false })),
});

/** When a postmortem is owed, where that is asked. */
const owedWithin = ({ due, overdue, owed }: PostmortemFilter): TimeWindow | undefined =>
  dueWindow(due, overdue) ?? (owed === true ? { to: NEVER } : undefined);
