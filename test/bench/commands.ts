import { inDirectory } from './directory.js';
import { type Figure, figure, median } from './figure.js';
import { inTurn, throughput } from './load.js';
import { severityChanges } from './operations.js';
import { seed } from './seed.js';
import { startBare, startSitrep } from './servers.js';
import { adminKey } from '../support/service.js';

const connections = 32;
const seconds = 4;

/** `changeSeverity`, durable and read back, against a mutation of the same shape that does nothing. */
export async function commands(): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    const next = severityChanges(await seed(dataDir, 1000, 3));
    const sitrep = await startSitrep(dataDir);
    const bare = await startBare();
    try {
      const measure = () =>
        throughput({ url: `${sitrep.url}/graphql`, key: adminKey, connections, seconds, next });
      const baseline = () => throughput({ url: bare.url, connections, seconds, next });
      await measure();
      await baseline();
      const pairs = await inTurn(3, measure, baseline);
      const [measured, compared] = [median(pairs.map((p) => p.first)), median(pairs.map((p) => p.second))];
      return [figure('commands: changeSeverity, 32 connections', '/s', measured, compared, { atLeast: 0.5 })];
    } finally {
      await sitrep.stop();
      await bare.stop();
    }
  });
}
