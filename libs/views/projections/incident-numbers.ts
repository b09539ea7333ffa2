import type { Projection } from './projection.js';
import { idIn } from './projection.js';

export interface IncidentNumbersTable {
  readonly number: number;
  readonly id: string;
}

/**
 * The human reference `INC-42` is the rank of the declaration in the log. A declaration that nobody can read keeps
 * its number, so that the numbers after it do not depend on what this node could make of it.
 */
export const incidentNumbers: Projection = {
  name: 'incident numbers',
  schema: `
  CREATE TABLE incident_numbers (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);`,
  category: 'incident',
  total: true,
  open(db) {
    const insert = db.prepare<[string]>('INSERT OR IGNORE INTO incident_numbers (id) VALUES (?)');
    return {
      take: ({ stream, type }) =>
        type === 'IncidentDeclared' ? () => void insert.run(idIn(stream)) : () => undefined,
      flush: () => undefined,
    };
  },
};
