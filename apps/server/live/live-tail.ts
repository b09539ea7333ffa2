import { type EventLog, type LogFilter, type Position, type RecordedEvent, matcher } from '#event-log';
import { Ring } from './ring.js';

export interface FollowOptions {
  /** Give everything later than this; only what comes from now on, unless given. */
  readonly after?: Position | undefined;
  readonly filter?: LogFilter;
  readonly signal: AbortSignal;
}

const pageSize = 500;

/**
 * The end of the log, shared by all who watch it. As long as anyone does, one subscription of the node fills a ring of
 * the latest events, and each follower has nothing but a cursor. A follower that is further behind than the ring
 * reaches reads the log itself until it is back, so a slow one costs no memory and loses nothing.
 */
export class LiveTail {
  readonly #stopped = new AbortController();
  #followers = 0;
  #ring: Promise<Ring> | undefined;

  constructor(private readonly log: EventLog) {}

  /** Ends every follower. It does not wait for a log that does not answer. */
  stop(): void {
    this.#stopped.abort();
    this.#release();
  }

  /**
   * The events after a position in log order, each once, in batches, until the signal ends it.
   *
   * @throws InvalidPosition when `after` is no position of this log, and what the log throws
   */
  async *follow(options: FollowOptions): AsyncGenerator<readonly RecordedEvent[], void> {
    const signal = AbortSignal.any([options.signal, this.#stopped.signal]);
    this.#followers += 1;
    try {
      yield* this.#events(await this.#latest(), { ...options, signal });
    } catch (error) {
      // What the end itself interrupts is no failure.
      if (!signal.aborted) throw error;
    } finally {
      this.#followers -= 1;
      if (this.#followers === 0) this.#release();
    }
  }

  /** A ring that fails takes its followers with it, and is not for those who come later. */
  #latest(): Promise<Ring> {
    if (this.#ring) return this.#ring;
    const forget = () => {
      if (this.#ring === ring) this.#ring = undefined;
    };
    const ring = Ring.open(this.log, forget);
    ring.catch(forget);
    return (this.#ring = ring);
  }

  async *#events(
    ring: Ring,
    { after, filter, signal }: FollowOptions,
  ): AsyncGenerator<readonly RecordedEvent[], void> {
    const matches = matcher(filter);
    let cursor = after ?? ring.position;
    // A position that a client names is read from once, so that the log itself refuses one that it never gave.
    let isKnown = after === undefined;
    while (!signal.aborted) {
      if (!isKnown || !ring.reaches(cursor)) {
        const until = ring.position;
        yield* this.#history(cursor, until, filter, signal);
        cursor = later(cursor, until);
        isKnown = true;
        continue;
      }
      const fresh = ring.after(cursor);
      if (fresh.length === 0) {
        await ring.arrival(signal);
        continue;
      }
      cursor = fresh.at(-1)?.position;
      const wanted = fresh.filter(matches);
      if (wanted.length > 0) yield wanted;
    }
  }

  async *#history(
    after: Position | undefined,
    until: Position | undefined,
    filter: LogFilter | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<readonly RecordedEvent[], void> {
    let page: RecordedEvent[] = [];
    const events = this.log.readAll({
      ...(after !== undefined && { after }),
      ...(filter && { filter }),
      signal,
    });
    for await (const event of events) {
      if (until === undefined || event.position > until) break;
      page.push(event);
      if (page.length < pageSize) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }

  #release(): void {
    const ring = this.#ring;
    this.#ring = undefined;
    // A ring that could not be opened was reported to its followers.
    void ring?.then(
      (left) => left.stop(),
      () => undefined,
    );
  }
}

const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
