import type Database from 'better-sqlite3';
import type { Expected } from '../port.js';
import type { SerializedEvent } from '../serialized.js';

/** One append, checked and serialized. */
export interface AppendRequest {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly SerializedEvent[];
}

/** What became of one append; `place` is where its last event is in the log. */
export type Outcome =
  | { readonly kind: 'recorded'; readonly revision: number; readonly place: number }
  | { readonly kind: 'wrong-revision'; readonly actual: number | 'none' }
  | { readonly kind: 'id-taken'; readonly id: string };

/**
 * Records appends: all of them in one transaction with one commit, each checked on its own, so that a refused one
 * leaves nothing behind and takes nothing from the others. An error from SQLite is thrown, and then nothing of any
 * is recorded.
 */
export class Recorder {
  readonly #db: Database.Database;
  readonly #statements: ReturnType<typeof statements>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#statements = statements(db);
  }

  record(requests: readonly AppendRequest[]): Outcome[] {
    const { begin, commit, rollback, head } = this.#statements;
    try {
      begin.run();
      let last = head.get() ?? 0;
      const outcomes = requests.map((request) => {
        const outcome = this.#append(request, last);
        if (outcome.kind === 'recorded') last = Math.max(last, outcome.place);
        return outcome;
      });
      commit.run();
      return outcomes;
    } catch (error) {
      // Some errors have rolled it back already.
      if (this.#db.inTransaction) rollback.run();
      throw error;
    }
  }

  #append(request: AppendRequest, last: number): Outcome {
    const { lastRevision, insert, removeAfter } = this.#statements;
    const { stream, expected, events } = request;
    const actual = lastRevision.get(stream) ?? 'none';
    if (!meets(actual, expected)) return this.#earlier(request) ?? { kind: 'wrong-revision', actual };
    let revision = actual === 'none' ? -1 : actual;
    let place = last;
    for (const { id, type, metadata, data } of events) {
      const { changes } = insert.run(++place, id, stream, ++revision, type, metadata, data);
      if (changes === 1) continue;
      removeAfter.run(last);
      return this.#earlier(request) ?? { kind: 'id-taken', id };
    }
    return { kind: 'recorded', revision, place };
  }

  /** The answer that this very append was given before, if it was. */
  #earlier({ stream, expected, events: [first, ...rest] }: AppendRequest): Outcome | undefined {
    const { find, placeOf } = this.#statements;
    const found = first && find.get(first.id);
    if (found?.stream !== stream || !mayStartAt(found.revision, expected)) return undefined;
    let { revision, place } = found;
    for (const { id } of rest) {
      const next = placeOf.get(stream, ++revision, id);
      if (next === undefined) return undefined;
      place = next;
    }
    return { kind: 'recorded', revision, place };
  }
}

function statements(db: Database.Database) {
  return {
    // Takes the write lock at once, so that what is read is still true when it is written.
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    head: db.prepare<[], number | null>('SELECT max(position) FROM events').pluck(),
    lastRevision: db
      .prepare<[string], number | null>('SELECT max(revision) FROM events WHERE stream = ?')
      .pluck(),
    insert: db.prepare<[number, string, string, number, string, string, string]>(
      `INSERT INTO events (position, id, stream, revision, type, metadata, data)
       VALUES (?, unhex(?, '-'), ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    removeAfter: db.prepare<[number]>('DELETE FROM events WHERE position > ?'),
    find: db.prepare<[string], { stream: string; revision: number; place: number }>(
      "SELECT stream, revision, position AS place FROM events WHERE id = unhex(?, '-')",
    ),
    placeOf: db
      .prepare<[string, number, string], number>(
        "SELECT position FROM events WHERE stream = ? AND revision = ? AND id = unhex(?, '-')",
      )
      .pluck(),
  };
}

function meets(actual: number | 'none', expected: Expected): boolean {
  if (expected === 'any') return true;
  return expected === 'exists' ? actual !== 'none' : actual === expected;
}

/** Whether the first event of an append that expected this can have come to that revision. */
function mayStartAt(revision: number, expected: Expected): boolean {
  if (expected === 'any') return true;
  if (expected === 'exists') return revision > 0;
  return revision === (expected === 'none' ? 0 : expected + 1);
}
