import { openEventLog } from '#event-log';
import { adminKey } from '../support/service.js';
import { inDirectory } from './directory.js';
import { type Figure, type Pair, paired } from './figure.js';
import { inTurn, throughput } from './load.js';
import { appendRate } from './log.js';
import { incidentLists, severityChanges } from './operations.js';
import { rebuildRate } from './rebuild.js';
import { logUrl, seed } from './seed.js';
import { startSitrep } from './servers.js';

const few = 1000;
const many = 100_000;
const eventsEach = 3;
const atMost = 1.3;
const seconds = 3;
const rounds = 7;

/** How the cost of an operation grows from 1,000 to 100,000 incidents: the rate with few against that with many. */
export async function growth(): Promise<Figure[]> {
  return inDirectory((small) =>
    inDirectory(async (large) => {
      const fewIds = await seed(small, few, eventsEach);
      const manyIds = await seed(large, many, eventsEach);
      return [
        ...(await rebuilds(small, large)),
        ...(await requests(small, large, fewIds, manyIds)),
        ...(await appends(small, large)),
      ];
    }),
  );
}

async function rebuilds(small: string, large: string): Promise<Figure[]> {
  const pairs = await inTurn(
    3,
    () => rebuildRate(small, few * eventsEach),
    () => rebuildRate(large, many * eventsEach),
  );
  return [grown('rebuild', 'events/s', pairs)];
}

async function requests(
  small: string,
  large: string,
  fewIds: string[],
  manyIds: string[],
): Promise<Figure[]> {
  const [smallService, largeService] = [await startSitrep(small), await startSitrep(large)];
  try {
    const load = (url: string, connections: number, next: () => string) => () =>
      throughput({ url: `${url}/graphql`, key: adminKey, connections, seconds, next });
    const commands = [
      load(smallService.url, 32, severityChanges(fewIds)),
      load(largeService.url, 32, severityChanges(manyIds)),
    ] as const;
    const lists = [
      load(smallService.url, 16, incidentLists()),
      load(largeService.url, 16, incidentLists()),
    ] as const;
    await inTurn(1, ...commands);
    await inTurn(1, ...lists);
    return [
      grown('commands', '/s', await inTurn(rounds, ...commands)),
      grown('queries', '/s', await inTurn(rounds, ...lists)),
    ];
  } finally {
    await smallService.stop();
    await largeService.stop();
  }
}

async function appends(small: string, large: string): Promise<Figure[]> {
  const [smallLog, largeLog] = [await openEventLog(logUrl(small)), await openEventLog(logUrl(large))];
  try {
    const single = [() => appendRate(smallLog, 10_000, 1), () => appendRate(largeLog, 10_000, 1)] as const;
    const batch = [() => appendRate(smallLog, 200, 100), () => appendRate(largeLog, 200, 100)] as const;
    await inTurn(1, ...single);
    const singles = await inTurn(rounds, ...single);
    const batches = await inTurn(rounds, ...batch);
    return [grown('log, single appends', '/s', singles), grown('log, appends of 100', '/s', batches)];
  } finally {
    await smallLog.close();
    await largeLog.close();
  }
}

const grown = (name: string, unit: string, pairs: readonly Pair[]): Figure =>
  paired(
    `growth: ${name}, ${few.toLocaleString('en-US')} against ${many.toLocaleString('en-US')} incidents`,
    unit,
    pairs,
    { atMost },
  );
