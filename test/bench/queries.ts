import { inDirectory } from './directory.js';
import { type Figure, figure, median } from './figure.js';
import { inTurn, throughput } from './load.js';
import { incidentLists } from './operations.js';
import { seed } from './seed.js';
import { startBare, startSitrep } from './servers.js';
import { adminKey } from '../support/service.js';

const connections = 16;
const seconds = 4;

/** `incidents(first: 20)` with ten fields over 10,000 incidents, against the same shape from memory. */
export async function queries(): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    await seed(dataDir, 10_000, 3);
    const sitrep = await startSitrep(dataDir);
    const bare = await startBare();
    const next = incidentLists();
    try {
      const measure = () =>
        throughput({ url: `${sitrep.url}/graphql`, key: adminKey, connections, seconds, next });
      const baseline = () => throughput({ url: bare.url, connections, seconds, next });
      await measure();
      await baseline();
      const pairs = await inTurn(3, measure, baseline);
      const [measured, compared] = [median(pairs.map((p) => p.first)), median(pairs.map((p) => p.second))];
      return [figure('queries: incidents(first: 20) of 10,000', '/s', measured, compared, { atLeast: 0.6 })];
    } finally {
      await sitrep.stop();
      await bare.stop();
    }
  });
}
