import type Database from 'better-sqlite3';
import { LogCorrupt, LogUnavailable } from '../errors.js';
import type { EventMetadata, RecordedEvent } from '../event.js';
import { MAX_BATCH_EVENTS } from '../limits.js';
import type { LogFilter } from '../port.js';
import { errorOf, failureOf } from './failure.js';
import { filterCondition } from './filter.js';
import { positionOf } from './position.js';

interface Row {
  readonly place: number;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly hash: string;
  readonly metadata: string;
  readonly data: string;
}

/** Part of a stream; `more` when there may be further events. */
export interface StreamPage {
  readonly events: readonly RecordedEvent[];
  readonly more: boolean;
}

/** Part of the log: what passes the filter up to the place `reached`; `more` when the log goes on from there. */
export interface LogPage extends StreamPage {
  readonly reached: number;
}

/** Reads the page of the log that follows the place `after`. */
export type PageReader = (after: number, limit: number) => LogPage;

/** A page is cut here, so that the largest events are never in memory by the hundred. */
const PAGE_LENGTH = 4 * 1024 * 1024;
/** How many events a page looks at for those that pass: some milliseconds at most. */
const SCANNED_EVENTS = 5_000;
const COLUMNS =
  'position AS place, lower(hex(id)) AS id, stream, revision, type, lower(hex(hash)) AS hash, metadata, data';

/** With `LIMIT ?` itself, SQLite plans a statement anew at each value, which takes longer than to read an event. */
const LIMIT = 'LIMIT CAST(? AS INTEGER)';

/** Reads page by page. A page is read in one go, so that no statement stays open while the consumer does its work. */
export class Reader {
  readonly #db: Database.Database;
  readonly #file: string;
  readonly #head: Database.Statement<[], number | null>;
  readonly #stream: Database.Statement<[string, number, number], Row>;

  constructor(db: Database.Database, file: string) {
    this.#db = db;
    this.#file = file;
    this.#head = db.prepare<[], number | null>('SELECT max(position) FROM events').pluck();
    this.#stream = db.prepare(
      `SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision ${LIMIT}`,
    );
  }

  /** The place of the last event; 0 in an empty log. */
  head(): number {
    return this.#attempt(() => this.#head.get() ?? 0);
  }

  stream(name: string, from: number, limit: number): StreamPage {
    const most = Math.min(limit, MAX_BATCH_EVENTS);
    return this.#attempt(() => this.#collect(this.#stream.iterate(name, from, most), most));
  }

  /** A reader of the pages of the log that shows what passes the filter. */
  log(filter: LogFilter): PageReader {
    const { condition, values } = filterCondition(filter);
    const statement = this.#attempt(() =>
      this.#db.prepare<unknown[], Row>(
        `SELECT ${COLUMNS} FROM events WHERE position > ? AND position <= ? AND ${condition} ORDER BY position ${LIMIT}`,
      ),
    );
    return (after, limit) =>
      this.#attempt(() => {
        // Read before the events, so that what is appended meanwhile counts as more.
        const head = this.#head.get() ?? 0;
        const end = Math.min(after + SCANNED_EVENTS, head);
        const most = Math.min(limit, MAX_BATCH_EVENTS);
        const { events, last, more } = this.#collect(statement.iterate(after, end, ...values, most), most);
        const reached = more ? last : Math.max(after, end);
        return { events, reached, more: reached < head };
      });
  }

  close(): void {
    this.#db.close();
  }

  #collect(rows: Iterable<Row>, most: number): StreamPage & { last: number } {
    const events: RecordedEvent[] = [];
    let length = 0;
    let last = 0;
    let more = false;
    for (const row of rows) {
      events.push(this.#eventOf(row));
      last = row.place;
      length += row.data.length + row.metadata.length;
      more = events.length === most || length > PAGE_LENGTH;
      if (more) break;
    }
    return { events, last, more };
  }

  #eventOf({ place, id, stream, revision, type, hash, metadata, data }: Row): RecordedEvent {
    try {
      return {
        id: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
        stream,
        revision,
        position: positionOf(place),
        type,
        // What was serialized from these types comes back as them.
        data: JSON.parse(data) as object,
        metadata: JSON.parse(metadata) as EventMetadata,
        hash,
      };
    } catch (cause) {
      throw new LogCorrupt(`${this.#file}: event ${place} is not JSON. Restore it from a backup`, { cause });
    }
  }

  #attempt<T>(read: () => T): T {
    if (!this.#db.open) throw new LogUnavailable('The event log is closed');
    try {
      return read();
    } catch (error) {
      throw error instanceof LogCorrupt ? error : errorOf(failureOf(error, this.#file));
    }
  }
}
