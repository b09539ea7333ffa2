import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import Database from 'better-sqlite3';
import type { RecordedEvent } from '#event-log';
import { prepare } from '../file.js';
import { ledgers, projections } from '../projections/index.js';
import type { Projection } from '../projections/projection.js';
import { Projector } from '../projector/projector.js';
import { Reader } from '../reading/reader.js';
import { type Told, recorded } from './telling.js';

/** Views files without a thread that follows a log. They are gone after the tests of this file. */
export interface Files {
  empty(): string;
  /** Reads a file into which a story was projected. */
  reading(story: readonly Told[], file?: string): Reader;
}

export function temporaryFiles(): Files {
  const directory = mkdtempSync(join(tmpdir(), 'sitrep-views-'));
  const made = join(directory, 'made.db');
  prepare(made);
  const readers: Reader[] = [];
  let files = 0;
  afterAll(() => {
    for (const reader of readers) reader.close();
    rmSync(directory, { recursive: true });
  });

  const empty = (): string => {
    const file = join(directory, `${files++}.db`);
    copyFileSync(made, file);
    return file;
  };
  return {
    empty,
    reading(story, file = empty()) {
      project(file, recorded(story));
      const reader = new Reader((reason) => {
        throw new Error(reason);
      });
      reader.open(file);
      readers.push(reader);
      return reader;
    },
  };
}

/** Works with a projector on the file. */
export function projecting<T>(file: string, work: (projector: Projector) => T, among = projections): T {
  const db = new Database(file);
  // Nothing here is about what a disk forgets.
  db.pragma('synchronous = OFF');
  try {
    return work(new Projector(db, ledgers, among));
  } finally {
    db.close();
  }
}

export const project = (
  file: string,
  events: readonly RecordedEvent[],
  among?: readonly Projection[],
): void => {
  projecting(
    file,
    (projector) => {
      projector.apply(events);
      projector.commit();
    },
    among,
  );
};
