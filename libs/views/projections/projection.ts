import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#event-log';

/** One read model: its tables, the streams that it reads, and what an event does to its rows. */
export interface Projection {
  readonly name: string;
  /** Its tables and indexes, as SQL. Another schema is another version of the views. */
  readonly schema: string;
  /** The category of the streams that it reads (`incident` of `incident-<uuid>`); every stream, where absent. */
  readonly category?: string;
  /** The types of event that make its rows, where the domain says so. Others are another version of the views. */
  readonly eventTypes?: readonly string[];
  /** It takes every event whatever it holds, and so also those of streams that are parked because of others. */
  readonly total?: true;
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
  take(event: RecordedEvent): () => void;
  /** Writes what is kept back until the end of a batch. */
  flush(): void;
}

/** The UUID in a stream's name. */
export const idIn = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** The category in a stream's name. */
export const categoryIn = (stream: string): string => stream.slice(0, stream.indexOf('-'));
