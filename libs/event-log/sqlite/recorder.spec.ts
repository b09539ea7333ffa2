import Database from 'better-sqlite3';
import { describe, expect, it } from '@jest/globals';
import { serialize } from '../serialized.js';
import type { Expected } from '../port.js';
import { anEvent, events } from '../testing/index.js';
import { type AppendRequest, Recorder } from './recorder.js';
import { SCHEMA } from './schema.js';

function aLog() {
  const db = new Database(':memory:');
  db.exec(SCHEMA);
  return { db, recorder: new Recorder(db) };
}

const request = (stream: string, expected: Expected, batch = events(1)): AppendRequest => ({
  stream,
  expected,
  events: serialize(stream, expected, batch),
});

const held = (db: Database.Database): unknown =>
  db.prepare('SELECT position, stream, revision FROM events ORDER BY position').raw().all();

describe('recording many appends in one transaction', () => {
  it('checks each against what those before it have changed', () => {
    const { db, recorder } = aLog();
    const outcomes = recorder.record([
      request('a', 'none'),
      request('a', 'none'),
      request('a', 0, events(2)),
      request('b', 'exists'),
      request('a', 2),
    ]);
    expect(outcomes).toEqual([
      { kind: 'recorded', revision: 0, place: 1 },
      { kind: 'wrong-revision', actual: 0 },
      { kind: 'recorded', revision: 2, place: 3 },
      { kind: 'wrong-revision', actual: 'none' },
      { kind: 'recorded', revision: 3, place: 4 },
    ]);
    expect(held(db)).toEqual([
      [1, 'a', 0],
      [2, 'a', 1],
      [3, 'a', 2],
      [4, 'a', 3],
    ]);
  });

  it('gives a retry in the same transaction the first answer', () => {
    const { db, recorder } = aLog();
    const once = request('a', 'any', events(2));
    const [first, between, again] = recorder.record([once, request('b', 'none'), once]);
    expect(again).toEqual(first);
    expect(between).toEqual({ kind: 'recorded', revision: 0, place: 3 });
    expect(held(db)).toHaveLength(3);
  });

  it('takes for a retry only what is all there, where it would have gone', () => {
    const { db, recorder } = aLog();
    const [one, two] = [anEvent(), anEvent()];
    const outcomes = recorder.record([
      request('a', 'none', [one, two]),
      request('a', 'none', [one, two]),
      request('a', 0, [two]),
      request('a', 'any', [two]),
      request('a', 'exists', [one]),
      request('a', 'none', [two]),
      request('a', 0, [two, anEvent()]),
    ]);
    expect(outcomes).toEqual([
      { kind: 'recorded', revision: 1, place: 2 },
      { kind: 'recorded', revision: 1, place: 2 },
      { kind: 'recorded', revision: 1, place: 2 },
      { kind: 'recorded', revision: 1, place: 2 },
      { kind: 'recorded', revision: 2, place: 3 },
      { kind: 'wrong-revision', actual: 2 },
      { kind: 'wrong-revision', actual: 2 },
    ]);
    expect(held(db)).toHaveLength(3);
  });

  it('records nothing at all when there is no room for all, and goes on once there is', () => {
    const { db, recorder } = aLog();
    recorder.record([request('a', 'none')]);
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 2}`);
    const big = request('b', 'none', [anEvent('NoteRecorded', { text: 'x'.repeat(50_000) })]);
    expect(() => recorder.record([request('a', 0), big, request('c', 'none')])).toThrow(
      expect.objectContaining({ code: 'SQLITE_FULL' }),
    );
    expect(held(db)).toEqual([[1, 'a', 0]]);
    db.pragma(`max_page_count = ${pages + 1_000}`);
    expect(recorder.record([big])).toEqual([{ kind: 'recorded', revision: 0, place: 2 }]);
  });
});
