import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import Database from 'better-sqlite3';
import type { RecordedEvent } from '#event-log';
import { prepare } from '../file.js';
import { build } from '../past/building.js';
import { ledgers, projections } from '../projections/index.js';
import type { Projection } from '../projections/projection.js';
import { Projector } from '../projector/projector.js';
import { Reader } from '../reading/reader.js';
import { rowsOf } from './rows.js';
import { type Told, positionOf, recorded } from './telling.js';
import { logOf } from './told-log.js';

/** Views files without a thread that follows a log. They are gone after the tests of this file. */
export interface Files {
  empty(): string;
  /** The rows of a file into which a story was projected. */
  rowsAfter(story: readonly Told[]): ReturnType<typeof rowsOf>;
  /** Reads a file into which a story was projected. */
  reading(story: readonly Told[], file?: string): Reader;
  /** Reads what the numbers were computed from once a story that goes on had so many events. */
  readingFactsAsOf(events: number, story: readonly Told[]): Promise<Reader>;
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
  const open = (file: string): Reader => {
    const reader = new Reader((reason) => {
      throw new Error(reason);
    });
    reader.open(file);
    readers.push(reader);
    return reader;
  };
  return {
    empty,
    rowsAfter(story) {
      const file = empty();
      project(file, recorded(story));
      return rowsOf(file);
    },
    reading(story, file = empty()) {
      project(file, recorded(story));
      return open(file);
    },
    async readingFactsAsOf(events, story) {
      const views = empty();
      const told = recorded(story);
      project(views, told);
      const file = join(directory, `${files++}.db`);
      await build({ file, views, position: positionOf(events), extent: 'FACTS' }, logOf(told));
      return open(file);
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
