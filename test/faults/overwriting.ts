import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Service } from '../support/service.js';
import { viewsFileIn } from './views-rows.js';

/** The first of them has the tables' definitions, the next one the checkpoint. */
export const PAGE = 8192;

/** Fills the views of a service with garbage: nearly all of it, or the first pages of one table and of its indexes. */
export function overwriteViewsOf({ dataDir }: Service, table?: string): void {
  const file = viewsFileIn(dataDir);
  const db = new Database(file);
  // Without a write-ahead log there is nothing but the file to read from.
  db.pragma('wal_checkpoint(TRUNCATE)');
  const pages = db
    .prepare<[string?], number>('SELECT rootpage FROM sqlite_schema WHERE tbl_name = ?')
    .pluck();
  const roots = table === undefined ? undefined : pages.all(table);
  db.close();
  if (!roots) overwrite(file, PAGE / 2, statSync(file).size);
  for (const page of roots ?? []) overwrite(file, (page - 1) * PAGE, page * PAGE);
}

export function overwrite(file: string, from: number, to: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(to - from, 'garbage'), 0, to - from, from);
  closeSync(descriptor);
}
