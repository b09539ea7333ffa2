import type { Database, Statement } from 'better-sqlite3';
import type { Value } from './document-table.js';

/**
 * Updates of a table's rows that name only the columns that changed: SQLite works on every index that has one of the
 * columns named, whether or not its value is another.
 */
export class RowUpdate {
  /** One for each combination of columns that changed together, which are few. */
  readonly #statements = new Map<string, Statement>();

  /**
   * @param key the column that tells the row
   * @param always columns that every update sets
   * @param columns those whose values are compared, in the order in which they are given
   */
  constructor(
    private readonly db: Database,
    private readonly table: string,
    private readonly key: string,
    private readonly always: readonly string[],
    private readonly columns: readonly string[],
  ) {}

  /** @param named the values of the key and of what is always set, by their columns */
  run(named: Readonly<Record<string, Value>>, next: readonly Value[], before: readonly Value[]): void {
    const isChanged = (at: number) => next[at] !== before[at];
    const changed = this.columns.filter((_, at) => isChanged(at));
    this.#statement(changed).run(named, ...next.filter((_, at) => isChanged(at)));
  }

  #statement(changed: readonly string[]): Statement {
    const name = changed.join();
    const known = this.#statements.get(name);
    if (known) return known;
    const set = [
      ...this.always.map((column) => `${column} = @${column}`),
      ...changed.map((column) => `${column} = ?`),
    ];
    const statement = this.db.prepare(
      `UPDATE ${this.table} SET ${set.join(', ')} WHERE ${this.key} = @${this.key}`,
    );
    this.#statements.set(name, statement);
    return statement;
  }
}
