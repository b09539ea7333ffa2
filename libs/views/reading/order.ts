import { type Expression, type SqlBool, sql } from 'kysely';

/** The values of a row in the columns of an order. */
export type Key = readonly (string | number)[];

/** A total order of a list: all its columns in one direction, the last of them unique. */
export interface Order<Column extends string = string> {
  /** As the API calls it. */
  readonly name: string;
  readonly columns: readonly [OrderColumn<Column>, ...OrderColumn<Column>[]];
  readonly descending: boolean;
}

interface OrderColumn<Column extends string> {
  readonly name: Column;
  readonly type: 'string' | 'number';
}

/** A row of a list that may be in several orders: it has at least the columns of the one that it is in. */
export type Sortable<Column extends string> = Readonly<Partial<Record<Column, Key[number]>>>;

/** The key of a row in an order. */
export const keyOf = <Column extends string>({ columns }: Order<Column>, row: Sortable<Column>): Key =>
  columns.map(({ name }) => {
    const value = row[name];
    if (value === undefined) throw new Error(`The rows of a list need ${name}, by which they are sorted`);
    return value;
  });

/** One end of a range of a list. */
export interface Bound {
  readonly key: Key;
  /** Whether the row with this key is in the range. */
  readonly inclusive: boolean;
}

/** The part of a list between two places in its order, either end left open. */
export interface Range {
  readonly after?: Bound | undefined;
  readonly before?: Bound | undefined;
  /** From its end backwards. */
  readonly backwards: boolean;
  readonly limit: number;
}

/** An opaque cursor, which names the order that it belongs to. */
export const cursorOf = ({ name }: Order, key: Key): string =>
  Buffer.from(JSON.stringify([name, ...key])).toString('base64url');

/** The key in a cursor; undefined when it is none of this order. */
export function keyIn(cursor: string, { name, columns }: Order): Key | undefined {
  const parts = partsOf(cursor);
  if (!Array.isArray(parts) || parts.length !== columns.length + 1 || parts[0] !== name) return undefined;
  const key: unknown[] = parts.slice(1);
  // The types are those of the order's columns, which are a key's.
  return key.every((part, at) => typeof part === columns[at]?.type) ? (key as Key[number][]) : undefined;
}

function partsOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const columnsOf = ({ columns }: Order) => sql.join(columns.map(({ name }) => sql.ref(name)));

/** The conditions that keep a query within a range of the order: comparisons of row values, which an index answers. */
export function within(
  order: Order,
  { after, before }: Pick<Range, 'after' | 'before'>,
): Expression<SqlBool>[] {
  const bound = ({ key, inclusive }: Bound, greater: boolean) =>
    sql<SqlBool>`(${columnsOf(order)}) ${sql.raw((greater ? '>' : '<') + (inclusive ? '=' : ''))} (${sql.join(key)})`;
  return [
    ...(after ? [bound(after, !order.descending)] : []),
    ...(before ? [bound(before, order.descending)] : []),
  ];
}

/** `ORDER BY`'s expressions for reading a range from its start, or from its end backwards. */
export const sorting = ({ columns, descending }: Order, backwards: boolean) =>
  sql.join(
    columns.map(({ name }) => sql`${sql.ref(name)} ${sql.raw(descending !== backwards ? 'DESC' : 'ASC')}`),
  );
