import type { Database } from 'better-sqlite3';
import type { EventFacts } from '#decider';
import type { RecordedEvent } from '#event-log';

/** Tables that are made of events. Other tables, or other events, are another version of the views. */
interface Tables {
  readonly name: string;
  /** The tables and their indexes, as SQL. */
  readonly schema: string;
  /** The category of the streams that are read (`incident` of `incident-<uuid>`); every stream, where absent. */
  readonly category?: string;
}

/** One read model: its tables, the streams that it reads, and what an event does to its rows. */
export interface Projection extends Tables {
  /** The types of event that make its rows, where the domain says which. */
  readonly eventTypes?: readonly string[];
  open(db: Database): ProjectionWriter;
}

/** A projection at work on a file, within transactions that are not its own. */
export interface ProjectionWriter {
  /**
   * Works out what the event does and returns how to write it, without writing. The outcome depends on the events of
   * this stream alone, never on where a batch ends, so that every node and every rebuild comes to the same rows.
   *
   * @throws when the event is not what its type says: its stream is parked
   */
  take(event: RecordedEvent, facts: EventFacts): () => void;
  /** Takes what holds of an event although its stream is parked, whatever the event is. */
  takeParked?(event: RecordedEvent): void;
  /** Writes what is kept back until the end of a batch. */
  flush(): void;
}

/** What is noted of every event, whatever it holds, and so also where a projection cannot take it. */
export interface Ledger extends Tables {
  open(db: Database): LedgerWriter;
}

export interface LedgerWriter {
  note(event: RecordedEvent): void;
  /** Writes what is kept back until the end of a batch, where anything is. */
  flush?(): void;
}

/** The UUID in a stream's name. */
export const idIn = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** The category in a stream's name. */
export const categoryIn = (stream: string): string => stream.slice(0, stream.indexOf('-'));
