import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long is read in one go, in milliseconds. */
const SLICE_MS = 5;

/** Goes through what is long a little at a time, so that others have their turns in between. */
export async function unhurried<T>(items: Iterable<T>, use: (item: T) => void): Promise<void> {
  let end = performance.now() + SLICE_MS;
  for (const item of items) {
    use(item);
    if (performance.now() < end) continue;
    await nextTurn();
    end = performance.now() + SLICE_MS;
  }
}
