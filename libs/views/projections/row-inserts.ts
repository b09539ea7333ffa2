import type { Database } from 'better-sqlite3';
import type { Value } from './document-table.js';

/** How many rows one statement inserts, where there are as many: the rows of a rebuild take a third less time so. */
const TOGETHER = 32;

/**
 * Inserts into a table, many at a time, in the order in which they come. What fails the statement fails the batch, so
 * that SQLite need not keep how every page was before the statement: `OR FAIL` tells it so.
 */
export class RowInserts {
  readonly #one;
  readonly #many;
  #values: Value[] = [];

  /** @param width how many columns the table has */
  constructor(
    db: Database,
    table: string,
    private readonly width: number,
  ) {
    const row = `(${Array<string>(width).fill('?').join(', ')})`;
    const rows = (count: number) =>
      db.prepare<[Value[]]>(
        `INSERT OR FAIL INTO ${table} VALUES ${Array<string>(count).fill(row).join(', ')}`,
      );
    this.#one = rows(1);
    this.#many = rows(TOGETHER);
  }

  add(...row: readonly Value[]): void {
    this.#values.push(...row);
    if (this.#values.length < this.width * TOGETHER) return;
    this.#many.run(this.#values);
    this.#values = [];
  }

  /** Inserts those that are still kept back. */
  flush(): void {
    for (let at = 0; at < this.#values.length; at += this.width)
      this.#one.run(this.#values.slice(at, at + this.width));
    this.#values = [];
  }
}
