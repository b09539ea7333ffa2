import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Service } from '../support/service.js';
import { viewsFileIn } from './views-rows.js';

/** The first of them has the tables' definitions, the next one the checkpoint. */
export const PAGE = 8192;

/** Fills nearly all of the views of a service with garbage. */
export function overwriteViewsOf({ dataDir }: Service): void {
  const file = viewsFileIn(dataDir);
  // Without a write-ahead log there is nothing but the file to read from.
  const db = new Database(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  overwrite(file, PAGE / 2, statSync(file).size);
}

export function overwrite(file: string, from: number, to: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(to - from, 'garbage'), 0, to - from, from);
  closeSync(descriptor);
}
