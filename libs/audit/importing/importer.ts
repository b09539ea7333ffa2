import type { EventLog, NewEvent } from '#event-log';
import type { ExportedEvent } from '../export/format.js';

/** How many events go into one append: those that follow each other in one stream. */
const EVENTS_PER_APPEND = 100;
/** How much JSON goes into one append: well within what a log takes at once. */
const LENGTH_PER_APPEND = 512 * 1024;
/** How many appends are under way at once, where the engine keeps their order. */
const APPENDS_AT_ONCE = 500;
const LENGTH_AT_ONCE = 16 * 1024 * 1024;

interface Batch {
  readonly stream: string;
  /** The revision of its first event. */
  readonly from: number;
  readonly events: NewEvent[];
  length: number;
}

/** Appends the events of an export to an empty log, in their order, as they were recorded. */
export class Importer {
  readonly #concurrency: { readonly appends: number; readonly length: number };
  #batch: Batch | undefined;
  #waiting: Promise<unknown>[] = [];
  #length = 0;

  constructor(private readonly log: EventLog) {
    // The embedded engine records appends in the order in which they are made. Over a network they may overtake.
    this.#concurrency =
      log.engine === 'sqlite'
        ? { appends: APPENDS_AT_ONCE, length: LENGTH_AT_ONCE }
        : { appends: 1, length: Infinity };
  }

  /** Takes the next event; resolves when there is room for more. @throws what `append` throws */
  async take({ data, id, metadata, revision, stream, type }: ExportedEvent): Promise<void> {
    const length = JSON.stringify(data).length;
    const isFull =
      this.#batch !== undefined &&
      (this.#batch.stream !== stream ||
        this.#batch.events.length >= EVENTS_PER_APPEND ||
        this.#batch.length + length > LENGTH_PER_APPEND);
    if (isFull) await this.#send();
    this.#batch ??= { stream, from: revision, events: [], length: 0 };
    this.#batch.events.push({ id, type, data, metadata });
    this.#batch.length += length;
  }

  /** Resolves once everything is recorded. @throws what `append` throws */
  async end(): Promise<void> {
    await this.#send();
    await this.#settle();
  }

  async #send(): Promise<void> {
    const batch = this.#batch;
    if (!batch) return;
    this.#batch = undefined;
    const { events, from, length, stream } = batch;
    const appending = this.log.append(stream, from === 0 ? 'none' : from - 1, events);
    // Whoever waits for it hears of a failure; until then nobody does.
    appending.catch(() => undefined);
    this.#waiting.push(appending);
    this.#length += length;
    const { appends, length: mostLength } = this.#concurrency;
    if (this.#waiting.length >= appends || this.#length > mostLength) await this.#settle();
  }

  async #settle(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    await Promise.all(waiting);
  }
}
