import type { Database } from 'better-sqlite3';
import type { Position, RecordedEvent } from '#event-log';
import { recordedAtOf } from '../projections/clock.js';

/** How far the views are: the last event that they contain, and how many there were. */
export interface Checkpoint {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  /** When the log took it, or the last one before it of which that is known; empty where it is known of none. */
  readonly recordedAt: string;
  readonly events: number;
}

/** A stream that waits because one of its events could not be taken; its rows end before that event. */
export interface ParkedStream {
  readonly stream: string;
  /** The event. */
  readonly revision: number;
  readonly position: Position;
  readonly eventId: string;
  readonly type: string;
  readonly recordedAt: string;
  /** The projection that could not take it, and why. */
  readonly projection: string;
  readonly error: string;
}

export interface Bookkeeping {
  readonly checkpoint: {
    readonly id: 1;
    readonly position: string;
    readonly stream: string;
    readonly revision: number;
    readonly event_id: string;
    readonly recorded_at: string;
    readonly events: number;
  };
  readonly parked: {
    readonly stream: string;
    readonly revision: number;
    readonly position: string;
    readonly event_id: string;
    readonly type: string;
    readonly recorded_at: string;
    readonly projection: string;
    readonly error: string;
  };
}

export const bookkeepingSchema = `
  CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    position TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    events INTEGER NOT NULL
  );
  CREATE TABLE parked (
    stream TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    position TEXT NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    projection TEXT NOT NULL,
    error TEXT NOT NULL
  );`;

const CHECKPOINT =
  'SELECT position, stream, revision, event_id AS eventId, recorded_at AS recordedAt, events FROM checkpoint';
const PARKED =
  'SELECT stream, revision, position, event_id AS eventId, type, recorded_at AS recordedAt, projection, error FROM parked';

export class CheckpointTable {
  readonly #read;
  readonly #write;

  constructor(db: Database) {
    this.#read = db.prepare<[], Checkpoint>(CHECKPOINT);
    this.#write = db.prepare<[Checkpoint]>(
      `INSERT OR REPLACE INTO checkpoint
       VALUES (1, @position, @stream, @revision, @eventId, @recordedAt, @events)`,
    );
  }

  read(): Checkpoint | undefined {
    return this.#read.get();
  }

  /** After `event`, which makes `events` in all. */
  write({ position, stream, revision, id }: RecordedEvent, recordedAt: string, events: number): void {
    this.#write.run({ position, stream, revision, eventId: id, recordedAt, events });
  }
}

export class ParkedTable {
  readonly #all;
  readonly #insert;
  readonly #remove;

  constructor(db: Database) {
    this.#all = db.prepare<[], ParkedStream>(`${PARKED} ORDER BY position`);
    this.#insert = db.prepare<[ParkedStream]>(
      `INSERT OR REPLACE INTO parked
       VALUES (@stream, @revision, @position, @eventId, @type, @recordedAt, @projection, @error)`,
    );
    this.#remove = db.prepare<[string]>('DELETE FROM parked WHERE stream = ?');
  }

  all(): ParkedStream[] {
    return this.#all.all();
  }

  park(event: RecordedEvent, projection: string, error: unknown): ParkedStream {
    const { stream, revision, position, id: eventId, type, metadata } = event;
    const parked = {
      stream,
      revision,
      position,
      eventId,
      type,
      // Empty of an event that somebody else put into the log without saying so.
      recordedAt: recordedAtOf(metadata) ?? '',
      projection,
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
    this.#insert.run(parked);
    return parked;
  }

  remove(stream: string): void {
    this.#remove.run(stream);
  }
}
