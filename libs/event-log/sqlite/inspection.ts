import Database from 'better-sqlite3';
import { canonicalJson } from '../canonical-json.js';
import { LogCorrupt } from '../errors.js';
import type { EventMetadata, RecordedEvent } from '../event.js';
import { errorOf, failureOf } from './failure.js';
import { positionOf } from './position.js';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.js';

/** A row of a log's file: the event that it is, or what keeps it from being one. `row` is its place in the log. */
export type InspectedRow =
  { readonly row: number; readonly event: RecordedEvent } | { readonly row: number; readonly damage: string };

/** A log's file that is opened to look at, and at nothing but what is in it. It is not written to. */
export interface LogFileInspection {
  /** All rows in the order of the log. @throws LogCorrupt where SQLite cannot read on */
  rows(): Iterable<InspectedRow>;
  /** What is wrong with the file itself, its pages, index and tables; undefined where all of that is right. */
  flaw(): string | undefined;
  close(): void;
}

interface Row {
  readonly place: number;
  readonly id: string;
  readonly stream: Buffer;
  readonly revision: number;
  readonly type: Buffer;
  readonly hash: string;
  readonly metadata: Buffer;
  readonly data: Buffer;
}

const ROWS = `
  SELECT position AS place, lower(hex(id)) AS id, CAST(stream AS BLOB) AS stream, revision, CAST(type AS BLOB) AS type,
         lower(hex(hash)) AS hash, CAST(metadata AS BLOB) AS metadata, CAST(data AS BLOB) AS data
  FROM events ORDER BY position`;
const TABLES = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name';
/** Why a file cannot be read, though it may be right. */
const NO_ACCESS =
  /^(?:SQLITE_(?:BUSY|LOCKED|CANTOPEN|READONLY|PERM|AUTH|NOMEM|FULL|IOERR(?!_SHORT))|E[A-Z]+)/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Opens the file of a log for an auditor, who trusts nothing of it.
 *
 * @throws LogCorrupt it is no database, or not a log that this version knows
 * @throws LogUnavailable it cannot be read
 */
export function inspectLogFile(file: string): LogFileInspection {
  const attempt = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof LogCorrupt ? error : inLogsTerms(error, file);
    }
  };
  const db = attempt(() => new Database(file, { readonly: true, fileMustExist: true }));
  try {
    attempt(() => {
      if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
        throw new LogCorrupt(`${file} is not an event log of Sitrep`);
      db.prepare(ROWS);
    });
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    *rows() {
      const rows = attempt(() => db.prepare<[], Row>(ROWS).iterate());
      try {
        for (let next = attempt(() => rows.next()); !next.done; next = attempt(() => rows.next()))
          yield inspected(next.value);
      } finally {
        rows.return?.();
      }
    },
    flaw: () => attempt(() => flawOf(db)),
    close: () => db.close(),
  };
}

/** What does not come from the way to the file comes from what is in it. */
function inLogsTerms(error: unknown, file: string): Error {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (NO_ACCESS.test(code)) return errorOf(failureOf(error, file));
  return new LogCorrupt(error instanceof Error ? error.message : String(error), { cause: error });
}

/** Every byte of a row counts: what reads as the same event but is written otherwise was not written by Sitrep. */
function inspected({ place: row, id, revision, hash, ...bytes }: Row): InspectedRow {
  try {
    return {
      row,
      event: {
        id: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
        stream: utf8.decode(bytes.stream),
        revision,
        position: positionOf(row),
        type: utf8.decode(bytes.type),
        data: parsed(bytes.data),
        // The hash of the event, which is checked next, tells whether it is this.
        metadata: parsed(bytes.metadata) as EventMetadata,
        hash,
      },
    };
  } catch (error) {
    return { row, damage: error instanceof Error ? error.message : String(error) };
  }
}

function parsed(bytes: Buffer): object {
  const text = utf8.decode(bytes);
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || canonicalJson(value) !== text)
    throw new Error('its JSON is not in the form in which it is written');
  return value;
}

function flawOf(db: Database.Database): string | undefined {
  const found = String(db.pragma('integrity_check(1)', { simple: true }));
  if (found !== 'ok') return found;
  const fresh = new Database(':memory:');
  try {
    fresh.exec(SCHEMA);
    const tables = (of: Database.Database) => JSON.stringify(of.prepare(TABLES).all());
    if (db.pragma('user_version', { simple: true }) !== SCHEMA_VERSION || tables(db) !== tables(fresh))
      return 'its tables are not those of a log';
    return undefined;
  } finally {
    fresh.close();
  }
}
