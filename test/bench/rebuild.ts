import { openEventLog } from '#event-log';
import { Views } from '#views';
import { inDirectory } from './directory.js';
import { type Figure, paired } from './figure.js';
import { inTurn } from './load.js';
import { logUrl, seed } from './seed.js';

/** Milliseconds of building all views from the log of this directory. */
async function rebuildTime(dataDir: string, events: number): Promise<number> {
  return inDirectory(async (directory) => {
    const begin = performance.now();
    const views = new Views({ directory, log: logUrl(dataDir) });
    await views.caughtUp();
    const elapsed = performance.now() - begin;
    const projected = views.status().events;
    await views.close();
    if (projected !== events) throw new Error(`${projected} of ${events} events were projected`);
    return elapsed;
  });
}

/** Events per second of building all views, once the thread that does it has started (which an empty log tells). */
export async function rebuildRate(dataDir: string, events: number): Promise<number> {
  const start = await inDirectory(async (empty) => {
    await seed(empty, 0, 0);
    return rebuildTime(empty, 0);
  });
  return (events / ((await rebuildTime(dataDir, events)) - start)) * 1000;
}

/** Events per second of reading the log and parsing each event. */
export async function readRate(dataDir: string): Promise<number> {
  const log = await openEventLog(logUrl(dataDir));
  const begin = performance.now();
  let count = 0;
  for await (const event of log.readAll()) count += event.revision >= 0 ? 1 : 0;
  const elapsed = performance.now() - begin;
  await log.close();
  return (count / elapsed) * 1000;
}

/** A full rebuild of the views from 200,000 events, against reading and parsing the same log. */
export async function rebuild(): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    await seed(dataDir, 20_000, 10);
    const pairs = await inTurn(
      5,
      () => rebuildRate(dataDir, 200_000),
      () => readRate(dataDir),
    );
    return [paired('rebuild: 200,000 events', 'events/s', pairs, { atLeast: 0.2 })];
  });
}
