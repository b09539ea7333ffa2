import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { project, temporaryFiles } from '../testing/files.js';
import { declared, recorded } from '../testing/telling.js';
import { from } from './reader.js';

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
