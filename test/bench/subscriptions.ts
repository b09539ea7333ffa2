import { fork } from 'node:child_process';
import { once } from 'node:events';
import { adminKey } from '../support/service.js';
import { inDirectory } from './directory.js';
import { type Figure, plain } from './figure.js';
import { rate } from './load.js';
import { severityChanges } from './operations.js';
import { seed } from './seed.js';
import { startSitrep } from './servers.js';
import type { Delivered } from './subscribers.js';

const sockets = 500;
const events = 200;
/** Few enough at once that the delay is that of delivery, not that of a queue. */
const inFlight = 1;

/** Deliveries per second to 500 sockets on one subscription, and how long an event takes to the slowest of them. */
export async function subscriptions(): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    const next = severityChanges(await seed(dataDir, 1000, 3));
    const sitrep = await startSitrep(dataDir);
    const file = new URL('./subscribers.js', import.meta.url).pathname;
    const watchers = fork(file, [
      `${sitrep.url.replace('http', 'ws')}/graphql`,
      adminKey,
      String(sockets),
      String(events),
    ]);
    try {
      await once(watchers, 'message');
      const delivered = once(watchers, 'message') as Promise<[Delivered]>;
      await rate(inFlight, events, () => post(`${sitrep.url}/graphql`, next()));
      const [{ deliveries, delays, seconds }] = await delivered;
      const p99 = delays[Math.floor(delays.length * 0.99)] ?? NaN;
      const p50 = delays[Math.floor(delays.length * 0.5)] ?? NaN;
      return [
        plain(`subscriptions: deliveries to ${sockets} sockets`, '/s', deliveries / seconds),
        plain('subscriptions: delay from append to delivery, p50', 'ms', p50),
        plain('subscriptions: delay from append to delivery, p99', 'ms', p99),
      ];
    } finally {
      watchers.kill();
      await sitrep.stop();
    }
  });
}

async function post(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` };
  const answer = await fetch(url, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok || text.includes('"errors"')) throw new Error(text);
}
