import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Condition, type TimeWindow, allOf, among, atMost, inWindow, oneOf } from './condition.js';
import { type Key, type Order, type Range, type Sortable, keyOf, sorting, within } from './order.js';
import type { Reader } from './reader.js';

/** A part of a filter that has an index of its own. */
export interface Criterion {
  /** A query for the rowids of what meets it, in a column `member`. */
  readonly members: RawBuilder<unknown>;
  /** Whether a row does. */
  readonly test: Condition;
}

/** What a list is of: the rows of a table that meet a filter, in an order. Null and undefined do not filter. */
export interface Question<Column extends string> {
  readonly table: string;
  /** What is wanted of each row, beside what it is sorted by. */
  readonly columns: readonly string[];
  readonly order: Order<Column>;
  /** Values of a column with an index, by which the rows are told apart. */
  readonly partition?: {
    readonly column: string;
    readonly values: readonly (string | number)[] | null | undefined;
    /** Whether the index has the order within each value; yes, unless given. */
    readonly sorted?: boolean;
  };
  /** A part of the order's first column. */
  readonly window?: TimeWindow | null | undefined;
  /** What perhaps few rows meet. */
  readonly selective: readonly Criterion[];
  /** What is asked of each row that is found otherwise; the columns are `checked`. */
  readonly tests: readonly Condition[];
}

/** What has one of these values in a column with an index of its own. */
export const indexed = (table: string, column: string, values: readonly (string | number)[]): Criterion => ({
  members: sql`SELECT rowid AS member FROM ${sql.table(table)} WHERE ${sql.ref(column)} IN (${among(values)})`,
  test: oneOf(column, values),
});

/** What is asked of a row that was found in whatever way. */
export const conditionsOf = <Column extends string>({
  order,
  partition,
  selective,
  tests,
  window,
}: Question<Column>): Condition[] => [
  ...(window ? inWindow(order.columns[0].name, window, { from: false, to: false }) : []),
  ...(partition?.values ? [oneOf(partition.column, partition.values)] : []),
  ...selective.map(({ test }) => test),
  ...tests,
];

/** The criterion that the fewest rows meet, if they are fewer than so many. */
export function fewest(reader: Reader, criteria: readonly Criterion[], most: number): Criterion | undefined {
  const sizeOf = ({ members }: Criterion) => {
    const counted = Number.isFinite(most) ? sql`${members} LIMIT ${atMost(most)}` : members;
    return reader.row(sql<{ size: number }>`SELECT count(*) AS size FROM (${counted})`)?.size ?? 0;
  };
  const [found] = criteria
    .map((criterion) => ({ criterion, size: sizeOf(criterion) }))
    .filter(({ size }) => size < most)
    .sort((one, other) => one.size - other.size);
  return found?.criterion;
}

/** So many matches are looked at one by one and sorted; where there are more, the first are looked for in the order. */
export const FEW = 1000;

/**
 * The rows that answer a question. How they are found is chosen here and not by the planner, which knows nothing of
 * the rows: what few meet is sorted, and what many meet is read off an index of the order. So a page costs about the
 * same however many rows there are.
 */
export class List<Column extends string, Row extends Sortable<Column>> {
  constructor(
    private readonly reader: Reader,
    private readonly question: Question<Column>,
    private readonly few = FEW,
  ) {}

  get order(): Order<Column> {
    return this.question.order;
  }

  keyOf(row: Row): Key {
    return keyOf(this.question.order, row);
  }

  rows(range: Range): Row[] {
    const { columns, order } = this.question;
    const names = new Set([...columns, ...order.columns.map(({ name }) => name)]);
    const selected = sql.join([...names].map((name) => sql.ref(name)));
    const conditions = [...within(order, range), ...this.#window(range)];
    const found = ways(this.reader, inOrder(this.question), this.few, conditions).map(
      (way) => sql`SELECT ${selected} FROM ${way}`,
    );
    if (found.length === 0) return [];
    return this.reader.rows(
      sql<Row>`${sql.join(found, sql` UNION ALL `)} ORDER BY ${sorting(order, range.backwards)} LIMIT ${atMost(range.limit)}`,
    );
  }

  count(): number {
    return ways(this.reader, this.question, Infinity, this.#window({}))
      .map((way) => this.reader.row(sql<{ count: number }>`SELECT count(*) AS count FROM ${way}`)?.count ?? 0)
      .reduce((sum, count) => sum + count, 0);
  }

  /** Whether the row with this rowid is in the list. */
  has(rowid: number): boolean {
    const meets = [sql<SqlBool>`rowid = ${rowid}`, ...conditionsOf(this.question)];
    return (
      this.reader.row(sql`SELECT 1 FROM ${sql.table(this.question.table)} WHERE ${allOf(meets)}`) !==
      undefined
    );
  }

  /** The window's conditions. Where a page starts at a cursor, it is from there that the index is searched. */
  #window({ after, before }: Pick<Range, 'after' | 'before'>): Condition[] {
    const { order, window } = this.question;
    if (!window) return [];
    const [lower, upper] = order.descending ? [before, after] : [after, before];
    return inWindow(order.columns[0].name, window, { from: !lower, to: !upper });
  }
}

/** The question with a partition only where that is read in the order; otherwise that is one criterion more. */
function inOrder<Column extends string>(question: Question<Column>): Question<Column> {
  const { partition, ...rest } = question;
  if (!partition?.values || partition.sorted !== false) return question;
  const parts = indexed(rest.table, partition.column, partition.values);
  return { ...rest, selective: [...rest.selective, parts] };
}

/**
 * From where, and under which condition, to select: what these find together is every row, once.
 * @param most how many rows may be looked at one by one rather than in the order
 */
function ways<Column extends string>(
  reader: Reader,
  { partition, selective, table, tests }: Question<Column>,
  most: number,
  conditions: readonly Condition[],
): RawBuilder<unknown>[] {
  const rows = sql.table(table);
  const few = fewest(reader, selective, most);
  const others = [
    ...conditions,
    ...tests,
    ...selective.filter((each) => each !== few).map(({ test }) => test),
  ];
  if (few) {
    const all = [...(partition?.values ? [oneOf(partition.column, partition.values)] : []), ...others];
    return [sql`(${few.members}) AS few CROSS JOIN ${rows} ON rowid = few.member WHERE ${allOf(all)}`];
  }
  if (!partition?.values) return [sql`${rows} WHERE ${allOf(others)}`];
  return [...new Set(partition.values)].map(
    (value) => sql`${rows} WHERE ${sql.ref(partition.column)} = ${value} AND ${allOf(others)}`,
  );
}
