import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v4 as uuid } from 'uuid';
import { metadata } from './seed.js';

/** The loop that one would write by hand: each transaction durable by itself, one after another. */
export function handWritten(directory: string) {
  const db = new Database(join(directory, 'hand-written.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE events (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (stream, revision))`);
  const insert = db.prepare(
    'INSERT INTO events (id, stream, revision, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const facts = JSON.stringify(metadata('2026-01-01T00:00:00.000Z'));
  const record = db.transaction((stream: string, size: number) => {
    for (let revision = 0; revision < size; revision += 1) {
      insert.run(uuid(), stream, revision, 'NoteRecorded', '{"kind":"OBSERVATION","body":"A note"}', facts);
    }
  });

  return {
    /** Transactions of so many events per second, over so many transactions. */
    rate(transactions: number, size: number): number {
      const begin = performance.now();
      for (let count = 0; count < transactions; count += 1) record(`incident-${uuid()}`, size);
      return (transactions / (performance.now() - begin)) * 1000;
    },
    close: () => db.close(),
  };
}
