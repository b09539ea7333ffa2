import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sleeps that something else may end. It lasts as long as the service, and so leaves nothing behind with what it waits
 * for: no part of a race with a promise that never settles, and no listener.
 */
export class Wake {
  #isUp = false;
  #up: (() => void) | undefined;

  /** @param signal there is no more sleeping once it is aborted */
  constructor(private readonly signal: AbortSignal) {}

  /** Ends the sleep, or the next one. */
  up(): void {
    this.#isUp = true;
    this.#up?.();
  }

  /** What has happened so far ends no sleep. */
  reset(): void {
    this.#isUp = false;
  }

  /** Waits for something, or until there is no more sleeping. */
  async until(something: Promise<unknown>): Promise<void> {
    let leave = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        leave = resolve;
        this.signal.addEventListener('abort', leave);
        if (this.signal.aborted) resolve();
        something.then(() => {
          resolve();
        }, reject);
      });
    } finally {
      this.signal.removeEventListener('abort', leave);
    }
  }

  /** Sleeps for some time at least, and for longer while nothing ends it; in milliseconds. */
  async pause(least: number, longest: number): Promise<void> {
    await this.#sleep(least, this.signal);
    if (this.#isUp || this.signal.aborted || longest <= least) return;
    const ended = new AbortController();
    this.#up = () => {
      ended.abort();
    };
    this.signal.addEventListener('abort', this.#up);
    await this.#sleep(longest - least, ended.signal);
    this.signal.removeEventListener('abort', this.#up);
    this.#up = undefined;
  }

  #sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
