import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ViewsInUse, inViewsTerms } from './errors.js';
import { sqliteCode } from './sqlite-code.js';

/** A directory's views, taken for one process. */
export interface Claim {
  release(): void;
}

/**
 * Takes the views of a directory for this process until it releases them or ends, however it ends: SQLite holds a lock
 * of the operating system for it. Two projectors on one file would take each event twice.
 *
 * @throws ViewsInUse when another process, or another part of this one, has them
 * @throws ViewsUnusable when the file of the lock can be neither read nor made
 */
export function claim(directory: string): Claim {
  const file = join(directory, 'views.lock');
  try {
    const db = locked(file);
    return { release: () => db.close() };
  } catch (error) {
    throw sqliteCode(error).startsWith('SQLITE_BUSY') ? new ViewsInUse(directory) : inViewsTerms(error, file);
  }
}

function locked(file: string): Database.Database {
  const db = new Database(file, { timeout: 0 });
  try {
    // Nothing is ever written: the lock alone is wanted, without a journal beside it.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
