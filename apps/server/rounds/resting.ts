/** What became of the last try of a task. */
interface Rest {
  readonly tries: number;
  /** By `performance.now()`, which goes on though somebody sets the clock. */
  readonly until: number;
  readonly failure: string | undefined;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * Tasks that were tried and are still to be done: because they failed, or because the views have not come to what was
 * recorded. Each is left alone for a while, twice as long after each try, up to a minute, so that it neither is sent
 * all the time nor keeps others waiting.
 */
export class Resting {
  readonly #tasks = new Map<string, Rest>();

  get count(): number {
    return this.#tasks.size;
  }

  /** What the tasks failed with whose last try failed. */
  get failures(): readonly string[] {
    return [...this.#tasks.values()].flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  }

  /** Whether the task is to be left alone at this time, by `performance.now()` as all times here. */
  has(key: string, now: number): boolean {
    return (this.#tasks.get(key)?.until ?? 0) > now;
  }

  /** The first time after this one at which a task may be tried again. */
  next(now: number): number | undefined {
    const times = [...this.#tasks.values()].map(({ until }) => until).filter((until) => until > now);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  tried(key: string, now: number, failure?: string): void {
    const tries = (this.#tasks.get(key)?.tries ?? 0) + 1;
    const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
    this.#tasks.set(key, { tries, until: now + pause * (0.5 + Math.random() / 2), failure });
  }

  /** Forgets what is not to be done any more. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#tasks.keys()) if (!keys.has(key)) this.#tasks.delete(key);
  }
}
