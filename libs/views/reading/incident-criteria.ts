import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { matching } from './full-text.js';
import type { IncidentFilter, TimeWindow, Viewer } from './incident-filter.js';

type Condition = Expression<SqlBool>;
export type TimeColumn = 'declared_at' | 'updated_at' | 'resolved_at' | 'next_update_due_at';

/** A part of a filter that has an index of its own. */
export interface Criterion {
  /** A query for the numbers of the incidents that meet it, in a column `member`. */
  readonly members: RawBuilder<unknown>;
  /** Whether the incident of a row does. */
  readonly test: Condition;
}

/** A filter, by how its parts can be asked for. */
export interface Criteria {
  readonly statuses: readonly string[] | undefined;
  /** The part of the order that the list is of, where it is sorted by a time that the filter bounds. */
  readonly window: TimeWindow | undefined;
  /** The parts that few incidents may meet. */
  readonly selective: readonly Criterion[];
  /** What is only asked of rows that were found otherwise. */
  readonly tests: readonly Condition[];
}

/**
 * A column of which the planner makes no search: without statistics it takes any comparison for a narrow one, and
 * would rather find half the incidents by an index and sort them than read the twenty first in order.
 */
const checked = (column: string) => sql<string>`+${sql.ref(`incidents.${column}`)}`;

export function criteriaOf(filter: IncidentFilter, { restricted }: Viewer, sortedBy: string): Criteria {
  const { ids, statuses, severities, services, search, roleHolder, overdue, drill, visibility } = filter;
  const windows: readonly [TimeColumn, TimeWindow | null | undefined][] = [
    ['declared_at', filter.declared],
    ['updated_at', filter.updated],
    ['resolved_at', filter.resolved],
    ['next_update_due_at', overdue?.is === true ? { to: overdue.now } : undefined],
  ];
  const words = matching(search ?? '');
  return {
    statuses: statuses ?? undefined,
    window: windows.find(([column]) => column === sortedBy)?.[1] ?? undefined,
    selective: [
      ...(ids ? [named(ids)] : []),
      ...(words === undefined ? [] : [found(words)]),
      ...(roleHolder ? [held(roleHolder.person, roleHolder.role ?? undefined)] : []),
      ...(services ? [touching(services)] : []),
      ...windows.flatMap(([column, window]) =>
        window && column !== sortedBy ? [during(column, window)] : [],
      ),
    ],
    tests: [
      ...(severities ? [sql<SqlBool>`${checked('severity')} IN (${sql.join(severities)})`] : []),
      ...(overdue?.is === false ? [sql<SqlBool>`${checked('next_update_due_at')} >= ${overdue.now}`] : []),
      ...(typeof drill === 'boolean' ? [sql<SqlBool>`${checked('drill')} = ${drill ? 1 : 0}`] : []),
      ...(visibility ? [sql<SqlBool>`${checked('visibility')} = ${visibility}`] : []),
      ...(restricted ? [] : [sql<SqlBool>`${checked('visibility')} = 'ORGANIZATION'`]),
    ],
  };
}

/** Whether a time lies in the window. `seek` names the ends by which the planner may search. */
export function inWindow(
  column: string,
  { from, to }: TimeWindow,
  seek: { readonly from: boolean; readonly to: boolean },
): Condition[] {
  const by = (may: boolean) => (may ? sql.ref(`incidents.${column}`) : checked(column));
  return [
    ...(typeof from === 'string' ? [sql<SqlBool>`${by(seek.from)} >= ${from}`] : []),
    ...(typeof to === 'string' ? [sql<SqlBool>`${by(seek.to)} < ${to}`] : []),
  ];
}

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<SqlBool>`1` : sql<SqlBool>`${sql.join(conditions, sql` AND `)}`;

const during = (column: TimeColumn, window: TimeWindow): Criterion => ({
  members: sql`SELECT number AS member FROM incidents WHERE ${allOf(inWindow(column, window, { from: true, to: true }))}`,
  test: allOf(inWindow(column, window, { from: false, to: false })),
});

function named(ids: readonly string[]): Criterion {
  const members = sql`SELECT number AS member FROM incident_numbers WHERE id IN (${sql.join(ids)})`;
  return { members, test: sql<SqlBool>`${checked('key')} IN (${members})` };
}

function found(words: string): Criterion {
  const members = sql`SELECT rowid AS member FROM incident_texts WHERE incident_texts MATCH ${words}`;
  return { members, test: sql<SqlBool>`${checked('key')} IN (${members})` };
}

function held(person: string, role: string | undefined): Criterion {
  const holds = sql`FROM incident_roles WHERE person = ${person}${role === undefined ? sql`` : sql` AND role = ${role}`}`;
  return {
    members: sql`SELECT DISTINCT number AS member ${holds}`,
    test: sql<SqlBool>`EXISTS (SELECT 1 ${holds} AND number = incidents.key)`,
  };
}

function touching(services: readonly string[]): Criterion {
  const touches = sql`FROM incident_services WHERE service IN (${sql.join(services)})`;
  return {
    members: sql`SELECT DISTINCT number AS member ${touches}`,
    test: sql<SqlBool>`EXISTS (SELECT 1 ${touches} AND number = incidents.key)`,
  };
}
