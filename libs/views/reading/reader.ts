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

interface ReaderMemory {
  readonly cacheKiB: number;
  readonly mapBytes: number;
}

const USUAL: ReaderMemory = { cacheKiB: 65_536, mapBytes: 268_435_456 };
/** What is read once, from one end to the other, need not be kept. */
const ONCE: ReaderMemory = { cacheKiB: 2_048, mapBytes: 268_435_456 };

/** How many statements stay prepared. Their number is that of the shapes of queries, not of their values. */
const PREPARED = 500;
/** How many things of one category are kept. */
const KEPT = 1000;

/**
 * Reads the views' file on a connection of its own, at once and without waiting for the projector. What is read in one
 * turn of the event loop is read in one transaction: beginning one costs more than most reads do.
 */
export class Reader {
  readonly #statements = new LRUCache<string, Database.Statement>({ max: PREPARED });
  /** What was read with `once`, by the category that it is made of and its name. */
  readonly #kept = new Map<string, LRUCache<string, object>>();
  #db: Database.Database | undefined;

  /**
   * @param damaged told when the file turns out to be damaged
   * @param stays   whether one transaction lasts until it is closed, instead of a turn
   */
  constructor(
    private readonly damaged: (reason: string) => void,
    private readonly stays = false,
  ) {}

  /** @param memory how much of the file is kept in memory, at most */
  open(file: string, { cacheKiB, mapBytes }: ReaderMemory = USUAL): void {
    this.close();
    this.#db = new Database(file, { readonly: true, fileMustExist: true });
    this.#db.pragma(`cache_size = -${String(cacheKiB)}`);
    this.#db.pragma(`mmap_size = ${String(mapBytes)}`);
  }

  close(): void {
    this.#statements.clear();
    this.#kept.clear();
    this.#db?.close();
    this.#db = undefined;
  }

  /**
   * For what takes many turns to read: the same file on another connection, to which it stays as it is now until whoever
   * asked for it closes that.
   *
   * @throws ViewsUnavailable while the file is made anew
   */
  apart(): Reader {
    const reader = new Reader(this.damaged, true);
    this.#run((db) => {
      reader.open(db.name, ONCE);
    });
    return reader;
  }

  /**
   * Lets the reads that follow see what was written up to now.
   *
   * @param categories those of the streams whose events were written, as far as that is known
   */
  refresh(categories: Iterable<string> = this.#kept.keys()): void {
    for (const category of categories) this.#kept.delete(category);
    this.#end();
  }

  #end(): void {
    if (!this.#db?.inTransaction) return;
    try {
      this.#statement(this.#db, 'ROLLBACK').run();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.damaged(messageOf(error));
    }
  }

  /** The rows of a query. @throws ViewsUnavailable while the file is made anew */
  rows<Row>(query: Query<Row>): Row[] {
    const { sql, parameters } = query.compile(from);
    // The query's type says what its rows are.
    return this.#run((db) => this.#statement(db, sql).all(...parameters)) as Row[];
  }

  /** The rows of a query one by one, of which some may be read in later turns: of a reader `apart`, then. */
  *each<Row>(query: Query<Row>): Generator<Row, void> {
    const { sql, parameters } = query.compile(from);
    // The query's type says what its rows are.
    const rows = this.#run((db) => this.#statement(db, sql).iterate(...parameters)) as IterableIterator<Row>;
    try {
      for (;;) {
        const next = this.#run(() => rows.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      rows.return?.();
    }
  }

  /** The first row of a query. @throws ViewsUnavailable while the file is made anew */
  row<Row>(query: Query<Row>): Row | undefined {
    const { sql, parameters } = query.compile(from);
    return this.#run((db) => this.#statement(db, sql).get(...parameters)) as Row | undefined;
  }

  /**
   * What everyone asks for again and again, read by the first who does and kept until there are further events of the
   * category that it is made of. Nothing is kept where there was nothing.
   *
   * @param name stands for what is read
   */
  once<T extends object | undefined>(category: string, name: string, read: () => T): T {
    // The name stands for one thing, of one type.
    const known = this.#kept.get(category)?.get(name) as T | undefined;
    if (known) return known;
    const found = this.#run(read);
    if (!found) return found;
    const kept = this.#kept.get(category) ?? new LRUCache({ max: KEPT });
    this.#kept.set(category, kept.set(name, found));
    return found;
  }

  /** Everything that `read` reads, it reads as of the same event of the log. */
  snapshot<T>(read: () => T): T {
    return this.#run(read);
  }

  #run<T>(use: (db: Database.Database) => T): T {
    if (!this.#db) throw new ViewsUnavailable('The views are being rebuilt; ask again in a moment.');
    try {
      this.#begin(this.#db);
      return use(this.#db);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.damaged(messageOf(error));
      throw new ViewsUnavailable('The views were damaged and are being rebuilt; ask again in a moment.', {
        cause: error,
      });
    }
  }

  #begin(db: Database.Database): void {
    if (db.inTransaction) return;
    this.#statement(db, 'BEGIN').run();
    if (this.stays) return;
    setImmediate(() => {
      if (db === this.#db) this.#end();
    });
  }

  #statement(db: Database.Database, sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
