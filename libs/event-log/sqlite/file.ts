import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { LogCorrupt } from '../errors.js';
import { errorOf, failureOf } from './failure.js';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.js';

/** Up to this size every page is checked at the start: half a second a gigabyte from memory, a slow disk's pace else. */
const CHECKED_WHOLE_BYTES = 256 * 1024 * 1024;

const PAGE_BYTES = 4096;

interface Opening {
  readonly busyTimeoutMs: number;
  /** Whether its pages need no check. */
  readonly knownSound: boolean;
}

/**
 * Makes the log's file and folder where they are missing, makes sure that it is sound, and connects to it for reading.
 *
 * @throws LogUnavailable it cannot be read or written
 * @throws LogCorrupt it is damaged, or not an event log that this version knows
 */
export async function openFile(file: string, opening: Opening): Promise<Database.Database> {
  try {
    await mkdir(dirname(file), { recursive: true });
    if (!existsSync(file)) await create(file);
    await access(file, constants.R_OK | constants.W_OK);
    await access(dirname(file), constants.W_OK);
    const { size } = await stat(file);
    return connectForReading(file, size, opening);
  } catch (error) {
    throw error instanceof LogCorrupt ? error : errorOf(failureOf(error, file));
  }
}

/** A connection to a log's file whose commits are durable when they return. */
export function connect(file: string, busyTimeoutMs: number): Database.Database {
  const db = new Database(file, { fileMustExist: true, timeout: busyTimeoutMs });
  db.pragma('synchronous = FULL');
  // Sixteen times the usual (64 MiB): names of streams come in no order, and a page of their index that changed often
  // is written once by a checkpoint. With 100,000 incidents that is a quarter more appends a second, and one of a
  // hundred takes a sixth of the time; one of a thousand, which has to wait for the checkpoint, takes half as long again.
  db.pragma('wal_autocheckpoint = 16000');
  // Of the index of streams, the inner pages and some of the outer ones (16 MiB at most). No more: at each commit that
  // has moved keys between its pages SQLite walks the whole cache, and the system keeps the file in memory anyway. With
  // 100,000 incidents a fourth of this cache takes an eighth more appends a second.
  db.pragma('cache_size = -16384');
  return db;
}

function connectForReading(
  file: string,
  bytes: number,
  { busyTimeoutMs, knownSound }: Opening,
): Database.Database {
  if (bytes === 0)
    throw new LogCorrupt(`${file} is empty: its events are gone. Restore it from a backup, or delete it`);
  // A write-ahead log that a crash has left behind mends a page that was cut short; SQLite alone would fill it up.
  const cutShort = bytes % PAGE_BYTES !== 0 && !existsSync(`${file}-wal`);
  const db = connect(file, busyTimeoutMs);
  try {
    checkOrigin(db, file);
    if (cutShort) throw new LogCorrupt(`${file} is damaged: its end is missing. Restore it from a backup`);
    if (!knownSound && bytes <= CHECKED_WHOLE_BYTES) checkPages(db, file);
    // A copy made by VACUUM INTO is in another mode.
    db.pragma('journal_mode = WAL');
    db.pragma('query_only = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkOrigin(db: Database.Database, file: string): void {
  const tables = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'events'").pluck().get();
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID || tables !== 1)
    throw new LogCorrupt(`${file} is a database, but not an event log of Sitrep. It was left as it is`);
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version < SCHEMA_VERSION)
    throw new LogCorrupt(
      `${file} has schema ${version}, whose events carry no hashes, and this Sitrep needs ${SCHEMA_VERSION}. It was left as it is: move it away to start a new log`,
    );
  if (version > SCHEMA_VERSION)
    throw new LogCorrupt(
      `${file} has schema ${version} and this Sitrep knows ${SCHEMA_VERSION}: start the newer version that wrote it`,
    );
}

function checkPages(db: Database.Database, file: string): void {
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  if (found !== 'ok') throw new LogCorrupt(`${file} is damaged: ${found}. Restore it from a backup`);
}

/** In one step: so an empty file is never a log about to be made, but one that has lost everything. */
async function create(file: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.new`;
  try {
    const db = new Database(draft);
    try {
      db.pragma(`page_size = ${PAGE_BYTES}`);
      db.exec(SCHEMA);
      // Only now: what is in a write-ahead log stays there, unsaid, where the disk has no room for it at the close.
      db.pragma('journal_mode = WAL');
    } finally {
      db.close();
    }
    await placed(draft, file);
    await syncFolder(dirname(file));
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(draft + suffix, { force: true });
  }
}

/**
 * Gives a draft its place, and says whether it has it: a link, unlike a rename, never replaces what somebody else has
 * made there meanwhile.
 */
export async function placed(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (!existsSync(file)) throw error;
    return false;
  }
}

/** Waits until the disk has the names of the folder's files. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}
