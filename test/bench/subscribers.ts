import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What arrived, as told to the parent. */
export interface Delivered {
  readonly deliveries: number;
  /** Milliseconds from the event's recording to its delivery, sorted. */
  readonly delays: readonly number[];
  readonly seconds: number;
}

/**
 * A process of many sockets on one `log` subscription: `node subscribers.js <ws url> <key> <sockets> <events>`.
 * Says `ready` once all are subscribed, and then what arrived once each has had every event.
 */
const [url = '', key = '', sockets = '0', events = '0'] = process.argv.slice(2);
const query = 'subscription { log(filter: { types: ["SeverityChanged"] }) { position type recordedAt } }';
const expected = Number(sockets) * Number(events);
const delays: number[] = [];
let first = 0;

const client = () =>
  createClient({
    url,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${key}` },
  });

interface Seen {
  readonly log: { readonly recordedAt: string };
}

function arrived({ log }: Seen): void {
  const now = Date.now();
  if (delays.length === 0) first = now;
  delays.push(now - Date.parse(log.recordedAt));
  if (delays.length < expected) return;
  const told: Delivered = {
    deliveries: delays.length,
    delays: delays.sort((a, b) => a - b),
    seconds: (now - first) / 1000,
  };
  process.send?.(told, () => process.exit());
}

for (let index = 0; index < Number(sockets); index += 1) {
  client().subscribe<Seen>(
    { query },
    {
      next: ({ data }) => {
        if (data) arrived(data);
      },
      error: (error) => {
        console.error(error);
        process.exit(1);
      },
      complete: () => undefined,
    },
  );
}
// A subscription has no acknowledgement: what the parent writes too early is simply not seen, so it waits a moment.
setTimeout(() => process.send?.('ready'), 3000);
