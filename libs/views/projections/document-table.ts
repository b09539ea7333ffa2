import type { Database } from 'better-sqlite3';
import type { Decider } from '#decider';
import {
  type Document,
  type DocumentTables,
  DocumentWriter,
  type Folded,
  type Folding,
} from './documents.js';
import type { Projection } from './projection.js';

export type Value = string | number | null;

/** The columns that every table of documents has. */
export interface DocumentColumns {
  readonly id: string;
  /** Where its stream begins. */
  readonly first_position: string;
  readonly revision: number;
  readonly position: string;
  /** When the log took the last event. */
  readonly updated_at: string;
  /** As folded, in JSON. */
  readonly state: string;
}

interface DocumentTable<State extends object> {
  readonly table: string;
  readonly decider: Pick<Decider<State, never, never>, 'category' | 'change'> & {
    readonly eventTypes: readonly string[];
  };
  /** What documents are found and sorted by: each column with its type in SQL and its value. */
  readonly columns: Readonly<Record<string, readonly [type: string, of: (state: State) => Value]>>;
  /** The columns of each index. */
  readonly indexes: readonly string[];
}

/** A projection of documents, with how it folds them. */
export interface DocumentProjection<State> extends Projection {
  readonly folding: Folding<State, readonly Value[]>;
}

/** A projection that keeps each aggregate of a kind as one row: its state in JSON, and columns to find it by. */
export function documentTable<State extends object>({
  table,
  decider,
  columns,
  indexes,
}: DocumentTable<State>): DocumentProjection<State> {
  const named = Object.entries(columns);
  const valuesOf = (state: State) => named.map(([, [, of]]) => of(state));
  return {
    name: table,
    schema: `
  CREATE TABLE ${table} (
    id TEXT PRIMARY KEY,
    first_position TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    ${named.map(([name, [type]]) => `${name} ${type},`).join('\n    ')}
    state TEXT NOT NULL
  );
  ${indexes.map((index, at) => `CREATE INDEX ${table}_${String(at)} ON ${table} (${index});`).join('\n  ')}`,
    category: decider.category,
    eventTypes: decider.eventTypes,
    open: (db) =>
      new DocumentWriter(
        decider,
        new Table(
          db,
          table,
          named.map(([name]) => name),
          valuesOf,
        ),
      ),
    folding: { category: decider.category, evolving: decider, row: valuesOf },
  };
}

class Table<State> implements DocumentTables<State, readonly Value[]> {
  readonly #find;
  readonly #write;

  constructor(
    db: Database,
    table: string,
    columns: readonly string[],
    readonly row: (state: State) => readonly Value[],
  ) {
    this.#find = db.prepare<[string], Omit<Folded<State>, 'state'> & { state: string }>(
      `SELECT id, first_position AS firstPosition, revision, position, updated_at AS updatedAt, state
       FROM ${table} WHERE id = ?`,
    );
    const all = ['id', 'first_position', 'revision', 'position', 'updated_at', 'state', ...columns];
    this.#write = db.prepare(
      `INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${all.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    );
  }

  load(id: string): Folded<State> | undefined {
    const found = this.#find.get(id);
    // What was written here was a state.
    return found && { ...found, state: JSON.parse(found.state) as State };
  }

  write({ folded, row }: Document<State, readonly Value[]>): void {
    const { id, firstPosition, revision, position, updatedAt, state } = folded;
    this.#write.run(id, firstPosition, revision, position, updatedAt, JSON.stringify(state), ...row);
  }
}
