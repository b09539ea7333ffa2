import { setTimeout as sleep } from 'node:timers/promises';

/** Sleeps that something else may end. */
export class Wake {
  /** Resolves when there is no more sleeping. */
  readonly end: Promise<void>;
  #isUp = false;
  #up: (() => void) | undefined;

  constructor(private readonly signal: AbortSignal) {
    this.end = new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }

  /** Ends the sleep, or the next one. */
  up(): void {
    this.#isUp = true;
    this.#up?.();
  }

  /** What has happened so far ends no sleep. */
  reset(): void {
    this.#isUp = false;
  }

  /** Sleeps for some time at least, and for longer while nothing ends it; in milliseconds. */
  async pause(least: number, longest: number): Promise<void> {
    await this.#sleep(least, this.signal);
    if (this.#isUp || longest <= least) return;
    const ended = new AbortController();
    this.#up = () => {
      ended.abort();
    };
    await this.#sleep(longest - least, AbortSignal.any([ended.signal, this.signal]));
    this.#up = undefined;
  }

  #sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
