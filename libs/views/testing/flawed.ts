import { mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openEventLog } from '#event-log';
import { prepare, viewsFile } from '../file.js';
import { ledgers, projections } from '../projections/index.js';
import type { Projection } from '../projections/projection.js';
import { Projector } from '../projector/projector.js';

/** The projection with a flaw: it cannot take events of this type. */
export const failingOn =
  (type: string) =>
  (projection: Projection): Projection => ({
    ...projection,
    open(db) {
      const writer = projection.open(db);
      return {
        flush: () => {
          writer.flush();
        },
        take(event, facts) {
          if (event.type === type) throw new Error('A flaw');
          return writer.take(event, facts);
        },
        takeParked: (event) => writer.takeParked?.(event),
      };
    },
  });

/**
 * Makes the views of a directory, as a version of Sitrep leaves them that cannot take events of this type: the streams
 * that have one are parked. Who opens them afterwards can take it.
 */
export async function flawedViews(directory: string, logUrl: string, type: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const file = viewsFile(directory);
  prepare(file);
  const db = new Database(file);
  const log = await openEventLog(logUrl);
  try {
    const projector = new Projector(db, ledgers, projections.map(failingOn(type)));
    for await (const event of log.readAll()) projector.apply([event]);
    projector.commit();
  } finally {
    await log.close();
    db.close();
  }
}
