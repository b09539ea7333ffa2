import Database from 'better-sqlite3';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import { ViewsUnavailable } from '../errors.js';
import { isDamage } from '../file.js';
import type { Tables } from '../tables.js';

/** Builds queries over the views' tables; a `Reader` runs them. */
export const from = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A query that was built with `from`, or from a template of SQL. */
export interface Query<Row> {
  compile(executor: typeof from): CompiledQuery<Row>;
}

/** How many statements stay prepared. Their number is that of the shapes of queries, not of their values. */
const PREPARED = 500;

/** Reads the views' file on a connection of its own, at once and without waiting for the projector. */
export class Reader {
  readonly #statements = new LRUCache<string, Database.Statement>({ max: PREPARED });
  #db: Database.Database | undefined;
  #transaction: ((read: () => unknown) => unknown) | undefined;

  /** @param damaged told when the file turns out to be damaged */
  constructor(private readonly damaged: (reason: string) => void) {}

  open(file: string): void {
    this.close();
    this.#db = new Database(file, { readonly: true, fileMustExist: true });
    this.#transaction = this.#db.transaction((read: () => unknown) => read());
    this.#db.pragma('cache_size = -65536');
    this.#db.pragma('mmap_size = 268435456');
  }

  close(): void {
    this.#statements.clear();
    this.#db?.close();
    this.#db = undefined;
  }

  /** The rows of a query. @throws ViewsUnavailable while the file is made anew */
  rows<Row>(query: Query<Row>): Row[] {
    const { sql, parameters } = query.compile(from);
    // The query's type says what its rows are.
    return this.#run((db) => this.#statement(db, sql).all(...parameters)) as Row[];
  }

  /** The first row of a query. @throws ViewsUnavailable while the file is made anew */
  row<Row>(query: Query<Row>): Row | undefined {
    const { sql, parameters } = query.compile(from);
    return this.#run((db) => this.#statement(db, sql).get(...parameters)) as Row | undefined;
  }

  /** Everything that `read` reads, it reads as of the same event of the log. */
  snapshot<T>(read: () => T): T {
    // The transaction gives back what `read` does.
    return this.#run((db) => (db.inTransaction ? read() : this.#transaction?.(read)) as T);
  }

  #run<T>(use: (db: Database.Database) => T): T {
    if (!this.#db) throw new ViewsUnavailable('The views are being rebuilt; ask again in a moment.');
    try {
      return use(this.#db);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.damaged(error instanceof Error ? error.message : String(error));
      throw new ViewsUnavailable('The views were damaged and are being rebuilt; ask again in a moment.', {
        cause: error,
      });
    }
  }

  #statement(db: Database.Database, sql: string): Database.Statement {
    const prepared = this.#statements.get(sql) ?? db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
