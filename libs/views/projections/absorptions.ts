import { type Ledger, idIn } from './projection.js';

export interface AbsorptionsTable {
  /** The UUID of an incident that was merged. */
  readonly source: string;
  /** That of the incident which has still to absorb it. */
  readonly target: string;
}

/**
 * What was merged and has not been absorbed yet: the work that a merge leaves to be done in another stream. It tells
 * by the log alone what is open, so that who does the work keeps no place of their own.
 */
export const absorptions: Ledger = {
  name: 'absorptions',
  schema: `
  CREATE TABLE absorptions (source TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;`,
  category: 'incident',
  open(db) {
    const expect = db.prepare('INSERT OR REPLACE INTO absorptions VALUES (?, ?)');
    const settle = db.prepare('DELETE FROM absorptions WHERE source = ?');
    return {
      note({ stream, type, data }) {
        if (type === 'IncidentMerged') {
          const into = namedIn(data, 'into');
          if (into !== undefined) expect.run(idIn(stream), into);
        } else if (type === 'IncidentAbsorbed') {
          const from = namedIn(data, 'from');
          const passedOnTo = namedIn(data, 'passedOnTo');
          if (from !== undefined && passedOnTo !== undefined) expect.run(from, passedOnTo);
          else if (from !== undefined) settle.run(from);
        } else if (type === 'IncidentReopened') {
          // It may have been merged in a circle, and is its own again.
          settle.run(idIn(stream));
        }
      },
    };
  },
};

/** A ledger notes what it can read of an event, whatever that holds. */
function namedIn(data: unknown, name: 'into' | 'from' | 'passedOnTo'): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const named: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  return typeof named === 'string' ? named : undefined;
}
