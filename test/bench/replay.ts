import { once } from 'node:events';
import { WebSocket } from 'ws';
import { adminKey } from '../support/service.js';
import { inDirectory } from './directory.js';
import { type Figure, figure, median } from './figure.js';
import { readRate } from './rebuild.js';
import { seed } from './seed.js';
import { startSitrep } from './servers.js';

const incidents = 5000;
const eventsEach = 10;
const events = incidents * eventsEach;
const rounds = 5;

const node = `id position stream revision type schemaVersion data actor { kind id name } source commandId
  correlationId causationId occurredAt recordedAt hash`;
const query = `query ($after: Position, $filter: LogFilter) { log(first: 1000, after: $after, filter: $filter) {
  edges { node { ${node} } } pageInfo { hasNextPage endCursor } } }`;
const subscription = `subscription ($after: Position) { log(after: $after) { ${node} } }`;

interface Page {
  readonly edges: readonly { readonly node: { readonly position: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reading the log's history through the API with every field, against reading and parsing the same log in process. */
export async function replay(): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    await seed(dataDir, incidents, eventsEach);
    const sitrep = await startSitrep(dataDir);
    try {
      const read: number[] = [];
      const paged: number[] = [];
      const watched: number[] = [];
      const searched: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const rates = [
          await readRate(dataDir),
          await rateOf(() => inPages(sitrep.url)),
          await rateOf(() => bySubscription(sitrep.url)),
          await rateOf(() => inPages(sitrep.url, { actors: { ids: ['nobody'] } })),
        ];
        // All are warm before anything counts.
        if (round > 0) [read, paged, watched, searched].forEach((all, at) => all.push(rates[at] ?? NaN));
      }
      const [baseline, unit] = [median(read), 'events/s'];
      return [
        figure('replay: log, pages of 1,000', unit, median(paged), baseline, { atLeast: 0.08 }),
        figure('replay: log, by subscription', unit, median(watched), baseline, { atLeast: 0.08 }),
        figure('replay: log, looked through for an actor', unit, median(searched), baseline, { atLeast: 1 }),
      ];
    } finally {
      await sitrep.stop();
    }
  });
}

async function rateOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (events / (performance.now() - begin)) * 1000;
}

async function inPages(url: string, filter: object = {}): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` };
  let count = 0;
  for (let after: string | null = null; ;) {
    const body = JSON.stringify({ query, variables: { after, filter } });
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    // The answer of the query above.
    const { data, errors } = (await answer.json()) as { data?: { log: Page }; errors?: unknown };
    if (!data || errors !== undefined) throw new Error(JSON.stringify(errors));
    count += data.log.edges.length;
    if (!data.log.pageInfo.hasNextPage) return count;
    after = data.log.pageInfo.endCursor;
  }
}

async function firstPosition(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` };
  const body = JSON.stringify({ query: '{ log(first: 1) { edges { node { position } } } }' });
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const { data } = (await answer.json()) as { data: { log: Page } };
  return data.log.edges[0]?.node.position ?? '';
}

/** Takes the whole history but its first event, as messages of graphql-transport-ws. */
async function bySubscription(url: string): Promise<void> {
  const after = await firstPosition(url);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  let count = 1;
  const done = new Promise<void>((resolve, reject) => {
    socket.on('message', (message: Buffer) => {
      const { payload, type } = JSON.parse(message.toString('utf8')) as { payload?: unknown; type: string };
      if (type === 'connection_ack')
        socket.send(
          JSON.stringify({
            type: 'subscribe',
            id: '1',
            payload: { query: subscription, variables: { after } },
          }),
        );
      else if (type === 'error') reject(new Error(JSON.stringify(payload)));
      else if (type === 'next' && (count += 1) === events) resolve();
    });
  });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${adminKey}` } }));
  await done;
  socket.close();
  await once(socket, 'close');
}
