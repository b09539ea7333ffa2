import { type Expression, type SqlBool, sql } from 'kysely';
import { NEVER } from '../projections/columns.js';

export type Condition = Expression<SqlBool>;

/** From `from` on and before `to`, RFC 3339 in UTC with milliseconds. Without one of them it has no end there; without both, it is no window. */
export interface TimeWindow {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/**
 * A column of which the planner makes no search: without statistics it takes any comparison for a narrow one, and
 * would rather find half the rows by an index and sort them than read the first twenty in order.
 */
export const checked = (column: string) => sql<string>`+${sql.ref(column)}`;

export const equal = (column: string, value: string | number): Condition =>
  sql<SqlBool>`${checked(column)} = ${value}`;

export const oneOf = (column: string, values: readonly (string | number)[]): Condition =>
  sql<SqlBool>`${checked(column)} IN (${among(values)})`;

/** What stands behind `LIMIT`: for a bare parameter there, SQLite plans the query anew at each value. */
export const atMost = (rows: number) => sql<number>`CAST(${rows} AS INTEGER)`;

/** What may stand behind `IN`: each value once, however often it is named, since SQLite takes 32,766 at most. */
export const among = (values: readonly (string | number)[]) => sql.join([...new Set(values)]);

/** Whether a time lies in the window. `search` names the ends from which the planner may search. */
export function inWindow(
  column: string,
  { from, to }: TimeWindow,
  search: { readonly from: boolean; readonly to: boolean },
): Condition[] {
  const by = (may: boolean) => (may ? sql.ref(column) : checked(column));
  return [
    ...(typeof from === 'string' ? [sql<SqlBool>`${by(search.from)} >= ${from}`] : []),
    ...(typeof to === 'string' ? [sql<SqlBool>`${by(search.to)} < ${to}`] : []),
  ];
}

/** When what is asked for is due; late is what is due before now. What has no due time is in no such window. */
export function dueWindow(
  due: TimeWindow | null | undefined,
  late: { readonly is: boolean; readonly now: string } | null | undefined,
): TimeWindow | undefined {
  const now = late?.is === true ? late.now : undefined;
  if (now === undefined && (due?.from ?? due?.to) == null) return undefined;
  const to = [due?.to ?? NEVER, now ?? NEVER].toSorted()[0];
  return { from: due?.from, to };
}

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<SqlBool>`1` : sql<SqlBool>`${sql.join(conditions, sql` AND `)}`;
