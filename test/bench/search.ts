import { adminKey } from '../support/service.js';
import { inDirectory } from './directory.js';
import { type Figure, figure, median } from './figure.js';
import { slowest } from './load.js';
import { incidentLists, searches } from './operations.js';
import { seed } from './seed.js';
import { startSitrep } from './servers.js';

const incidents = 100_000;
const requests = 1000;
const rounds = 3;
const atMost = 10;

/**
 * The time within which 99 of 100 searches are answered over 100,000 incidents, for words that are in one, some and
 * all of them, against that of the list without a search.
 */
export async function search(): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    await seed(dataDir, incidents, 3);
    const sitrep = await startSitrep(dataDir);
    const within = (next: () => string) => slowest(`${sitrep.url}/graphql`, adminKey, requests, next);
    try {
      const figures: Figure[] = [];
      for (const [name, next] of Object.entries(searches(incidents))) {
        const pairs: { searched: number; listed: number }[] = [];
        // The first round only warms up.
        for (let round = 0; round <= rounds; round += 1)
          pairs.push({ searched: await within(next), listed: await within(incidentLists()) });
        const counted = pairs.slice(1);
        const [searched, listed] = [
          median(counted.map((pair) => pair.searched)),
          median(counted.map((pair) => pair.listed)),
        ];
        figures.push(figure(`search: ${name}, p99`, 'ms', searched, listed, { atMost }));
      }
      return figures;
    } finally {
      await sitrep.stop();
    }
  });
}
