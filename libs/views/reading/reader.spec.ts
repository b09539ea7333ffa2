import { truncateSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { ViewsUnavailable } from '../errors.js';
import { project, temporaryFiles } from '../testing/files.js';
import { declared, recorded } from '../testing/telling.js';
import { Reader, from } from './reader.js';

const files = temporaryFiles();
const numbers = from.selectFrom('incidents').select('number').orderBy('number');

it('a reader apart stays at what the file had, turn after turn, while the file goes on', async () => {
  const file = files.empty();
  const story = [declared(1), declared(2), declared(3)];
  const reader = files.reading(story.slice(0, 2), file);
  const apart = reader.apart();
  const read: unknown[] = [];
  for (const row of apart.each(numbers)) {
    if (read.length === 0) project(file, recorded(story).slice(2));
    await nextTurn();
    read.push(row.number);
  }
  expect(read).toEqual([1, 2]);
  expect(apart.rows(numbers)).toHaveLength(2);
  expect(reader.rows(numbers)).toHaveLength(3);
  apart.close();
});

it('a reader whose write-ahead log was cut short says that the file is damaged, and is unavailable', () => {
  const file = files.empty();
  // As the projector does, it keeps what is written last in the write-ahead log.
  const writer = new Database(file);
  writer.exec(`INSERT INTO incident_numbers VALUES (1, 'a', 'b')`);
  const damages: string[] = [];
  const reader = new Reader((reason) => damages.push(reason));
  reader.open(file);
  truncateSync(`${file}-wal`);
  const read = () => reader.rows(from.selectFrom('incident_numbers').selectAll());
  expect(read).toThrow(ViewsUnavailable);
  expect(damages).toHaveLength(1);
  reader.close();
  writer.close();
});
