import type { EventLog, LogFilter, Position, RecordedEvent } from '#event-log';

export interface FollowOptions {
  /** Give everything later than this; only what comes from now on, unless given. */
  readonly after?: Position | undefined;
  readonly filter?: LogFilter;
  readonly signal: AbortSignal;
}

const capacity = 8192;
const pageSize = 500;

/**
 * The end of the log, shared by all who watch it. One subscription of the node fills a ring of the latest events;
 * each follower has nothing but a cursor. A follower that is further behind than the ring reaches reads the log
 * itself until it is back, so a slow one costs no memory and loses nothing.
 */
export class LiveTail {
  readonly #stopped = new AbortController();
  readonly #waiting = new Set<() => void>();
  #ring: RecordedEvent[] = [];
  /** The ring holds every event after this; undefined: from the start of the log. */
  #floor: Position | undefined;
  #filling: Promise<void> = Promise.resolve();

  constructor(private readonly log: EventLog) {}

  /** Starts to follow the log from its present end. */
  async start(): Promise<void> {
    this.#floor = await this.log.head();
    this.#filling = this.#fill();
  }

  /** Ends every follower. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wakeAll();
    await this.#filling;
  }

  /** The position of the last event that has arrived here. */
  get position(): Position | undefined {
    return this.#ring.at(-1)?.position ?? this.#floor;
  }

  /**
   * The events after a position in log order, each once, in batches, until the signal ends it.
   *
   * @throws InvalidPosition when `after` is no position of this log
   */
  async *follow({ after, filter, signal }: FollowOptions): AsyncGenerator<readonly RecordedEvent[]> {
    const matches = matcher(filter);
    let cursor = after ?? this.position;
    let caughtUp = after === undefined;
    while (!signal.aborted && !this.#stopped.signal.aborted) {
      if (!caughtUp || !this.#reaches(cursor)) {
        const until = this.position;
        yield* this.#history(cursor, until, filter, signal);
        cursor = later(cursor, until);
        caughtUp = true;
        continue;
      }
      const fresh = this.#after(cursor);
      if (fresh.length === 0) {
        await this.#arrival(signal);
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
  ): AsyncGenerator<readonly RecordedEvent[]> {
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

  async #fill(): Promise<void> {
    const after = this.#floor;
    const { signal } = this.#stopped;
    for await (const message of this.log.subscribe({ ...(after !== undefined && { after }), signal })) {
      if (message.kind !== 'events') continue;
      this.#ring.push(...message.events);
      this.#forgetOldest();
      this.#wakeAll();
    }
  }

  /** Shortens the ring in large steps, since each copies it. */
  #forgetOldest(): void {
    const surplus = this.#ring.length - capacity;
    if (surplus < capacity / 4) return;
    this.#floor = this.#ring[surplus - 1]?.position;
    this.#ring = this.#ring.slice(surplus);
  }

  #reaches(cursor: Position | undefined): boolean {
    return this.#floor === undefined || (cursor !== undefined && cursor >= this.#floor);
  }

  /** The first page of what the ring holds after the cursor. */
  #after(cursor: Position | undefined): readonly RecordedEvent[] {
    let low = 0;
    let high = cursor === undefined ? 0 : this.#ring.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const event = this.#ring[middle];
      if (event && cursor !== undefined && event.position <= cursor) low = middle + 1;
      else high = middle;
    }
    return this.#ring.slice(low, low + pageSize);
  }

  /** Waits for the next event to arrive, or for the end. */
  #arrival(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/** Whether an event passes a filter, as the log itself applies it. */
function matcher({ streams, types }: LogFilter = {}): (event: RecordedEvent) => boolean {
  return ({ stream, type }) =>
    (!streams || streams.some((beginning) => stream.startsWith(beginning))) &&
    (!types || types.includes(type));
}
