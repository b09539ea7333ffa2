import Database from 'better-sqlite3';
import {
  type Compilable,
  DummyDriver,
  type InferResult,
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

/** How many statements stay prepared. Their number is that of the shapes of queries, not of their values. */
const PREPARED = 500;

/** Reads the views' file on a connection of its own, at once and without waiting for the projector. */
export class Reader {
  readonly #statements = new LRUCache<string, Database.Statement>({ max: PREPARED });
  #db: Database.Database | undefined;

  /** @param damaged told when the file turns out to be damaged */
  constructor(private readonly damaged: (reason: string) => void) {}

  open(file: string): void {
    this.close();
    this.#db = new Database(file, { readonly: true, fileMustExist: true });
    this.#db.pragma('cache_size = -65536');
    this.#db.pragma('mmap_size = 268435456');
  }

  close(): void {
    this.#statements.clear();
    this.#db?.close();
    this.#db = undefined;
  }

  /** The rows of a query. @throws ViewsUnavailable while the file is made anew */
  all<Q extends Compilable>(query: Q): InferResult<Q> {
    const { sql, parameters } = query.compile();
    // The query's own type says what its rows are.
    return this.#run((db) => this.#statement(db, sql).all(...parameters)) as InferResult<Q>;
  }

  /** The first row of a query. @throws ViewsUnavailable while the file is made anew */
  first<Q extends Compilable>(query: Q): InferResult<Q>[number] | undefined {
    const { sql, parameters } = query.compile();
    return this.#run((db) => this.#statement(db, sql).get(...parameters)) as
      InferResult<Q>[number] | undefined;
  }

  /** Everything that `read` reads, it reads as of the same event of the log. */
  snapshot<T>(read: () => T): T {
    return this.#run((db) => (db.inTransaction ? read() : db.transaction(read)()));
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
