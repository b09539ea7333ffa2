import type { Database } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { type Ledger, idIn } from './projection.js';

export interface IncidentNumbersTable {
  readonly number: number;
  readonly id: string;
  /** Of the declaration. */
  readonly position: string;
}

/**
 * The human reference `INC-42` is the rank of the declaration in the log. A declaration that nobody can read keeps
 * its number, so that the numbers after it do not depend on what this node could make of it.
 */
export const incidentNumbers: Ledger = {
  name: 'incident numbers',
  schema: `
  CREATE TABLE incident_numbers (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position TEXT NOT NULL);`,
  category: 'incident',
  open(db) {
    const insert = db.prepare<[string, string]>(
      'INSERT OR IGNORE INTO incident_numbers (id, position) VALUES (?, ?)',
    );
    const numbers = numbersIn(db);
    return {
      note({ position, stream, type }) {
        if (type !== 'IncidentDeclared') return;
        const id = idIn(stream);
        const { changes, lastInsertRowid } = insert.run(id, position);
        if (changes > 0) numbers.keep(id, Number(lastInsertRowid));
      },
    };
  },
};

/** How many numbers stay in memory. */
const KEPT = 20_000;

class IncidentNumbers {
  readonly #kept = new LRUCache<string, number>({ max: KEPT });
  readonly #find;

  constructor(db: Database) {
    this.#find = db.prepare<[string], number>('SELECT number FROM incident_numbers WHERE id = ?').pluck();
  }

  keep(id: string, number: number): void {
    this.#kept.set(id, number);
  }

  /** Undefined where the incident was not declared. */
  find(id: string): number | undefined {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const number = this.#find.get(id);
    if (number !== undefined) this.keep(id, number);
    return number;
  }

  /** @throws Error when the incident was not declared */
  of(id: string): number {
    const number = this.find(id);
    if (number === undefined) throw new Error(`Incident ${id} has no number`);
    return number;
  }
}

const opened = new WeakMap<Database, IncidentNumbers>();

/** The numbers of a file's incidents: several projections ask for them, and they are kept once. */
export function numbersIn(db: Database): IncidentNumbers {
  const known = opened.get(db) ?? new IncidentNumbers(db);
  opened.set(db, known);
  return known;
}
