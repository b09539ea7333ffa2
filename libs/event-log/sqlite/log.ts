import { realpath } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NewEvent, Position, RecordedEvent } from '../event.js';
import type {
  Appended,
  EventLog,
  Expected,
  LogHealth,
  ReadAllOptions,
  ReadOptions,
  ScanOptions,
  ScannedPart,
  SubscribeOptions,
  SubscriptionMessage,
} from '../port.js';
import { serialize } from '../serialized.js';
import { openFile } from './file.js';
import { isPlace, placeOf, positionOf } from './position.js';
import { Reader } from './reader.js';
import { follow } from './subscription.js';
import { Tail } from './tail.js';
import { Writer, type WriterLimits } from './writer.js';

export interface SqliteLogOptions extends Partial<WriterLimits> {
  /** Where the log is; made, with its folder, where it is missing. The one file to back up. */
  readonly file: string;
  /** Whether this process has opened it already, and so knows that its pages are sound. */
  readonly knownSound?: boolean;
  /** How long to wait while another process writes. */
  readonly busyTimeoutMs?: number;
  /** How often a waiting subscription looks for what another process has appended. */
  readonly pollMs?: number;
}

/**
 * Opens the log that is one SQLite file. Any number of threads and processes of one machine may have it open; a
 * thread for writing is started by the first append only.
 *
 * @throws LogUnavailable the file cannot be read or written
 * @throws LogCorrupt it is damaged, or not an event log that this version knows
 */
export async function openSqliteLog({
  file,
  knownSound = false,
  busyTimeoutMs = 5_000,
  pollMs = 250,
  appendTimeoutMs = 10_000,
  maxQueuedAppends = 10_000,
  maxQueuedLength = 64 * 1024 * 1024,
}: SqliteLogOptions): Promise<EventLog> {
  const db = await openFile(file, { busyTimeoutMs, knownSound });
  const path = await realpath(file);
  const channel = `sitrep event log ${path}`;
  return new SqliteLog(
    new Reader(db, path),
    new Tail(channel, pollMs),
    new Writer(
      { file: path, busyTimeoutMs, channel },
      { appendTimeoutMs, maxQueuedAppends, maxQueuedLength },
    ),
  );
}

class SqliteLog implements EventLog {
  readonly engine = 'sqlite';
  readonly #reader: Reader;
  readonly #tail: Tail;
  readonly #writer: Writer;
  readonly #subscriptions = new Set<AbortController>();
  #closing: Promise<void> | undefined;

  constructor(reader: Reader, tail: Tail, writer: Writer) {
    this.#reader = reader;
    this.#tail = tail;
    this.#writer = writer;
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    return this.#writer.append({ stream, expected, events: serialize(stream, expected, events) });
  }

  async *read(
    stream: string,
    { from = 0, limit = Infinity, signal }: ReadOptions = {},
  ): AsyncGenerator<RecordedEvent, void> {
    let left = limit;
    let next = from;
    while (left > 0) {
      signal?.throwIfAborted();
      const { events, more } = this.#reader.stream(stream, next, left);
      for (const event of events) {
        yield event;
        signal?.throwIfAborted();
      }
      if (!more) return;
      left -= events.length;
      next += events.length;
      await nextTurn();
    }
  }

  async *readAll({ after, filter = {}, limit = Infinity, signal }: ReadAllOptions = {}): AsyncGenerator<
    RecordedEvent,
    void
  > {
    const page = this.#reader.log(filter);
    let left = limit;
    let place = after === undefined ? 0 : placeOf(after, this.#reader.head());
    while (left > 0) {
      signal?.throwIfAborted();
      const { events, reached, more } = page(place, left);
      for (const event of events) {
        yield event;
        signal?.throwIfAborted();
      }
      if (!more) return;
      left -= events.length;
      place = reached;
      await nextTurn();
    }
  }

  async *scan({ after, filter = {}, signal, size = Infinity }: ScanOptions = {}): AsyncGenerator<
    ScannedPart,
    void
  > {
    const page = this.#reader.log(filter);
    let place = after === undefined ? 0 : placeOf(after, this.#reader.head());
    for (let goesOn = true; goesOn;) {
      signal?.throwIfAborted();
      const { events, reached, more } = page(place, size);
      place = reached;
      yield { events, reached: place === 0 ? undefined : positionOf(place) };
      goesOn = more;
      if (more) await nextTurn();
    }
  }

  subscribe({ signal, ...options }: SubscribeOptions = {}): AsyncIterable<SubscriptionMessage> {
    return {
      [Symbol.asyncIterator]: () => {
        const leaving = new AbortController();
        const messages = this.#follow(options, leaving, signal);
        return {
          next: () => messages.next(),
          // A generator would come to this only after the event that it waits for.
          return: () => {
            leaving.abort();
            return messages.return();
          },
        };
      },
    };
  }

  head(): Promise<Position | undefined> {
    return Promise.resolve().then(() => {
      const head = this.#reader.head();
      return head === 0 ? undefined : positionOf(head);
    });
  }

  has(position: Position): Promise<boolean> {
    return Promise.resolve().then(() => isPlace(position, this.#reader.head()));
  }

  async health(): Promise<LogHealth> {
    try {
      await this.head();
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
    const reason = this.#writer.failure;
    return reason === undefined ? { ok: true } : { ok: false, reason };
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.abort();
    this.#tail.close();
    await this.#writer.close();
    this.#reader.close();
  }

  async *#follow(
    options: SubscribeOptions,
    leaving: AbortController,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SubscriptionMessage, void> {
    const leave = (): void => {
      leaving.abort();
    };
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave);
    this.#subscriptions.add(leaving);
    try {
      yield* follow(this.#reader, this.#tail, options, leaving.signal);
    } finally {
      signal?.removeEventListener('abort', leave);
      this.#subscriptions.delete(leaving);
    }
  }
}
