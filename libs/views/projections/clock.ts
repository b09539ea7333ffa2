import type { EventMetadata } from '#event-log';
import { isInstant } from './columns.js';
import type { Ledger } from './projection.js';

export interface ClockTable {
  readonly recorded_at: string;
  readonly position: string;
}

/** When the log took an event; undefined where somebody else put it there without saying so. */
export function recordedAtOf({ recordedAt }: EventMetadata): string | undefined {
  return isInstant(recordedAt) ? recordedAt : undefined;
}

/**
 * The clock of the log: the latest time at which an event up to here was recorded. It never goes back, though the
 * clocks of nodes differ. The table has the event of each second that was the first to set it so far, so that a
 * time is found in the log by reading a second of it, which is little also where the log is written to a lot.
 */
export const clock: Ledger = {
  name: 'clock',
  schema: `
  CREATE TABLE clock (recorded_at TEXT PRIMARY KEY, position TEXT NOT NULL UNIQUE) WITHOUT ROWID;`,
  open(db) {
    const insert = db.prepare<[string, string]>('INSERT INTO clock VALUES (?, ?)');
    const last = db.prepare<[], string | null>('SELECT max(recorded_at) FROM clock').pluck().get();
    let second = secondOf(last ?? '');
    return {
      note({ metadata, position }) {
        const recordedAt = recordedAtOf(metadata);
        if (recordedAt === undefined || secondOf(recordedAt) <= second) return;
        insert.run(recordedAt, position);
        second = secondOf(recordedAt);
      },
    };
  },
};

const secondOf = (time: string): string => time.slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
