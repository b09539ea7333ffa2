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
        const { into, from, passedOnTo } = idsIn(data);
        if (type === 'IncidentMerged' && into !== undefined) expect.run(idIn(stream), into);
        if (type === 'IncidentAbsorbed' && from !== undefined) {
          if (passedOnTo === undefined) settle.run(from);
          else expect.run(from, passedOnTo);
        }
        // It was merged in a circle, and is its own again.
        if (type === 'IncidentReopened') settle.run(idIn(stream));
      },
    };
  },
};

/** A ledger notes what it can read of an event, whatever that holds. */
function idsIn(data: object): Partial<Record<'into' | 'from' | 'passedOnTo', string>> {
  const texts = Object.entries(data).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts);
}
