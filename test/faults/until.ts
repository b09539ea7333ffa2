import { setTimeout as pause } from 'node:timers/promises';

const patienceMs = 60_000;

/**
 * Waits until it is so.
 *
 * @throws Error when it is not within a minute
 */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > deadline)
      throw new Error(`It has not come to this in ${patienceMs} ms: ${String(isSo)}`);
    await pause(5);
  }
}
