import { adminKey } from '../support/service.js';
import { inDirectory } from './directory.js';
import { type Figure, paired } from './figure.js';
import { inTurn, throughput } from './load.js';
import { incidentLists, severityChanges } from './operations.js';
import { seed } from './seed.js';
import { startBare, startSitrep } from './servers.js';

const seconds = 4;
const rounds = 7;

interface Comparison {
  readonly name: string;
  readonly incidents: number;
  readonly connections: number;
  readonly atLeast: number;
  /** The bodies to send, of which the bare server answers the same shape. */
  readonly bodies: (incidentIds: readonly string[]) => () => string;
}

/** `changeSeverity`, durable and read back, against a mutation of the same shape that does nothing. */
export const commands = (): Promise<Figure[]> =>
  compare({
    name: 'commands: changeSeverity, 32 connections',
    incidents: 1000,
    connections: 32,
    atLeast: 0.5,
    bodies: severityChanges,
  });

/** `incidents(first: 20)` with ten fields over 10,000 incidents, against the same shape from memory. */
export const queries = (): Promise<Figure[]> =>
  compare({
    name: 'queries: incidents(first: 20) of 10,000',
    incidents: 10_000,
    connections: 16,
    atLeast: 0.6,
    bodies: incidentLists,
  });

async function compare({ atLeast, bodies, connections, incidents, name }: Comparison): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    const ids = await seed(dataDir, incidents, 3);
    const sitrep = await startSitrep(dataDir);
    const bare = await startBare();
    const load = (url: string, key?: string) => {
      // To each its own: what one server was asked must not change what the other finds.
      const next = bodies(ids);
      return () => throughput({ url, connections, seconds, next, ...(key !== undefined && { key }) });
    };
    const [measure, baseline] = [load(`${sitrep.url}/graphql`, adminKey), load(bare.url)];
    try {
      // Both are warm before anything counts.
      await inTurn(2, measure, baseline);
      const pairs = await inTurn(rounds, measure, baseline);
      return [paired(name, '/s', pairs, { atLeast })];
    } finally {
      await sitrep.stop();
      await bare.stop();
    }
  });
}
