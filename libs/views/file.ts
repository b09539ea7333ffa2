import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { sqliteCode } from './sqlite-code.js';
import { schema, version } from './version.js';

const VIEWS_FILE = /^views-[0-9a-f]+\.db(?:-wal|-shm|-journal)?$/;
/** Set in the transaction that makes the tables: a file without it was never finished. */
const COMPLETE = 1;
/** Up to this size all of it is checked at the start, in a small part of the time of a rebuild; beyond, what is read. */
const CHECKED_WHOLE_BYTES = 256 * 1024 * 1024;

/** The file of this version of the views. */
export const viewsFile = (directory: string): string => join(directory, `views-${version}.db`);

/**
 * Whether the error says that a file is damaged, cut short or no database. Then only a rebuild helps, which loses nothing.
 */
export const isDamage = (error: unknown): boolean =>
  /^SQLITE_(?:CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(sqliteCode(error));

/**
 * Makes sure that there is a file with the tables; one that is damaged or unfinished gives way to an empty one.
 * @throws SqliteError when it can be neither read nor made
 */
export function prepare(file: string): void {
  try {
    if (isWhole(file)) return;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  discard(file);
  const db = new Database(file);
  try {
    // Larger than usual: an incident fits into one, and building from nothing takes a fifth less time.
    db.pragma('page_size = 8192');
    db.pragma('journal_mode = WAL');
    db.transaction(() => {
      db.exec(schema);
      db.pragma(`user_version = ${String(COMPLETE)}`);
    })();
  } finally {
    db.close();
  }
}

/** Removes the file. Nobody may have it open. */
export function discard(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}

/** Removes the files of other versions beside this one. */
export function discardOthers(file: string): void {
  const directory = dirname(file);
  const others = readdirSync(directory).filter(
    (name) => VIEWS_FILE.test(name) && !name.startsWith(basename(file)),
  );
  for (const name of others) rmSync(join(directory, name), { force: true });
}

function isWhole(file: string): boolean {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  const db = new Database(file);
  try {
    // Reads the tables' definitions, which a file cut short or overwritten does not have, and where the file stands.
    for (const table of ['checkpoint', 'parked']) db.prepare(`SELECT * FROM ${table}`).all();
    if (db.pragma('user_version', { simple: true }) !== COMPLETE) return false;
    return size > CHECKED_WHOLE_BYTES || db.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_ERROR') return false;
    throw error;
  } finally {
    db.close();
  }
}
