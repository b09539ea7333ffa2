import { type EventLog, LogUnavailable, type Position, type RecordedEvent } from '#event-log';

const capacity = 8192;
const pageSize = 500;

/** The latest events of the log, from the moment on when it was opened: filled by one subscription, read by many. */
export class Ring {
  readonly #stopped = new AbortController();
  readonly #waiting = new Set<() => void>();
  readonly #filling: Promise<void>;
  #events: RecordedEvent[] = [];
  #failure: Error | undefined;

  private constructor(
    log: EventLog,
    /** It holds every event after this, up to its position; undefined: from the start of the log. */
    private floor: Position | undefined,
    failed: () => void,
  ) {
    this.#filling = this.#fill(log).catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      failed();
      this.#wakeAll();
    });
  }

  /** @param failed told when nothing more will arrive, though nobody stopped it */
  static async open(log: EventLog, failed: () => void): Promise<Ring> {
    return new Ring(log, await log.head(), failed);
  }

  /** The position of the last event that has arrived here. */
  get position(): Position | undefined {
    return this.#events.at(-1)?.position ?? this.floor;
  }

  /** Whether it holds everything after the cursor. */
  reaches(cursor: Position | undefined): boolean {
    return this.floor === undefined || (cursor !== undefined && cursor >= this.floor);
  }

  /** The first of the events after the cursor, in bounded number. */
  after(cursor: Position | undefined): readonly RecordedEvent[] {
    let low = 0;
    let high = cursor === undefined ? 0 : this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const event = this.#events[middle];
      if (event && cursor !== undefined && event.position <= cursor) low = middle + 1;
      else high = middle;
    }
    return this.#events.slice(low, low + pageSize);
  }

  /** Waits for the next event to arrive, or for the signal. @throws what the subscription to the log threw */
  async arrival(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      if (signal.aborted || this.#failure) {
        resolve();
        return;
      }
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
    if (this.#failure) throw this.#failure;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#filling;
    this.#wakeAll();
  }

  async #fill(log: EventLog): Promise<void> {
    const after = this.floor;
    const { signal } = this.#stopped;
    for await (const message of log.subscribe({ ...(after !== undefined && { after }), signal })) {
      if (message.kind !== 'events') continue;
      this.#events.push(...message.events);
      this.#forgetOldest();
      this.#wakeAll();
    }
    if (!signal.aborted) throw new LogUnavailable('The event log was closed');
  }

  /** Shortens the ring in large steps, since each copies it. */
  #forgetOldest(): void {
    const surplus = this.#events.length - capacity;
    if (surplus < capacity / 4) return;
    this.floor = this.#events[surplus - 1]?.position;
    this.#events = this.#events.slice(surplus);
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
