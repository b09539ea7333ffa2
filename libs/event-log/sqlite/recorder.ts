import type Database from 'better-sqlite3';
import type { Expected } from '../port.js';
import { type StreamEnd, seal } from '../sealing.js';
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
  | { readonly kind: 'wrong-revision'; readonly actual: number | 'none' };

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
    const { endOf, insert } = this.#statements;
    const { stream, expected, events } = request;
    const end = endOf.get(stream);
    const actual = end?.revision ?? 'none';
    const expects = meets(actual, expected);
    // Where a revision or none is expected and found, what is appended cannot be there already.
    const earlier = expects && isExact(expected) ? undefined : this.#earlier(request);
    if (earlier) return earlier;
    if (!expects) return { kind: 'wrong-revision', actual };
    let place = last;
    for (const { id, revision, type, hash, metadata, data } of seal(stream, end, events)) {
      insert.run(++place, id, stream, revision, type, hash, metadata, data);
    }
    return { kind: 'recorded', revision: (end?.revision ?? -1) + events.length, place };
  }

  /** The answer that this very append was given before, if it was. */
  #earlier({ stream, expected, events: [first, ...rest] }: AppendRequest): Outcome | undefined {
    const { find, placeOf } = this.#statements;
    const found = first && find.get(stream, first.id);
    if (!found || !mayStartAt(found.revision, expected)) return undefined;
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
    endOf: db.prepare<[string], StreamEnd>(
      'SELECT revision, lower(hex(hash)) AS hash FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1',
    ),
    insert: db.prepare<[number, string, string, number, string, string, string, string]>(
      `INSERT INTO events (position, id, stream, revision, type, hash, metadata, data)
       VALUES (?, unhex(?, '-'), ?, ?, ?, unhex(?), ?, ?)`,
    ),
    find: db.prepare<[string, string], { revision: number; place: number }>(
      "SELECT revision, position AS place FROM events WHERE stream = ? AND id = unhex(?, '-') ORDER BY revision",
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

const isExact = (expected: Expected): boolean => expected !== 'any' && expected !== 'exists';

/** Whether the first event of an append that expected this can have come to that revision. */
function mayStartAt(revision: number, expected: Expected): boolean {
  if (expected === 'any') return true;
  if (expected === 'exists') return revision > 0;
  return revision === (expected === 'none' ? 0 : expected + 1);
}
