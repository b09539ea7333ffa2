import { setTimeout as sleep } from 'node:timers/promises';
import { LogUnavailable } from '../errors.js';
import { verdictOn } from './failures.js';
import type { EventStoreDbSettings } from './settings.js';

/** The time was up before anything but a passing failure came back; `cause` is the last one. */
export class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp';

  constructor(override readonly cause: unknown) {
    super('The time was up', { cause });
  }
}

/** Whether it may work another time; `LogUnavailable` is what a read makes of `TimeIsUp`. */
export const mayPass = (error: unknown): boolean =>
  verdictOn(error) !== 'refused' || (error instanceof LogUnavailable && error.cause instanceof TimeIsUp);

/** A wait that doubles with each failure, up to the longest, and of which chance takes off up to a half. */
export function backoff(
  failures: number,
  { backoff: first, longestBackoff }: Pick<EventStoreDbSettings, 'backoff' | 'longestBackoff'>,
): number {
  const full = Math.min(longestBackoff, first * 2 ** Math.min(failures, 20));
  return full * (0.5 + Math.random() / 2);
}

export interface Patience {
  /** For how many milliseconds to try. */
  readonly timeout: number;
  /** How long one try takes when the server does not answer; one that has less than a quarter of it is not begun. */
  readonly oneTry: number;
}

/**
 * Tries until it works, is refused, or the time is up.
 *
 * @param attempt is told how many milliseconds remain
 * @throws TimeIsUp every try failed, in a way that may pass
 */
export function withRetries<T>(
  patience: Patience,
  settings: EventStoreDbSettings,
  attempt: (remaining: number) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const end = performance.now() + patience.timeout;
  // Most work at once, and need none of what retries take.
  return attempt(patience.timeout).catch((error: unknown) =>
    retry(error, end, patience.oneTry, settings, attempt, signal),
  );
}

async function retry<T>(
  first: unknown,
  end: number,
  oneTry: number,
  settings: EventStoreDbSettings,
  attempt: (remaining: number) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  let error = first;
  for (let failures = 0; ; failures++) {
    if (verdictOn(error) === 'refused') throw error;
    const wait = backoff(failures, settings);
    // A try that is cut short tells less than the failure before it.
    if (performance.now() + wait + oneTry / 4 >= end) throw new TimeIsUp(error);
    await sleep(wait, undefined, signal && { signal });
    try {
      return await attempt(end - performance.now());
    } catch (failure) {
      error = failure;
    }
  }
}
