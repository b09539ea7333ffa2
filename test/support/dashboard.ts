import { subscribe, webSocketClient } from './client.js';
import { headOf } from './commands.js';

/** Somebody who watches all incidents, live. */
export interface Dashboard {
  /** The next so many events of incidents that it is shown, as they come. */
  sees(count: number): Promise<string[]>;
  close(): Promise<void>;
}

const query = `subscription ($after: Position) { incidents(after: $after) {
  incident { reference } events { type }
} }`;

interface Value {
  readonly incidents: {
    readonly incident: { readonly reference: string };
    readonly events: readonly { readonly type: string }[];
  };
}

/** A dashboard over a WebSocket, with a key that may read, from now on. */
export async function openDashboard(url: string, key: string): Promise<Dashboard> {
  const client = webSocketClient(url, key);
  const values = subscribe<Value>(client, query, { after: await headOf(url) });
  // It subscribes with the first value that it asks for: at once, so that what comes later is live.
  let next = values.next();
  // A refusal is thrown by `sees`, whenever that is asked for.
  next.catch(() => undefined);
  return {
    async sees(count) {
      const seen: string[] = [];
      while (seen.length < count) {
        const given = await next;
        if (given.done === true) throw new Error(`Nothing more came after ${seen.join(', ')}`);
        seen.push(...given.value.incidents.events.map(({ type }) => type));
        next = values.next();
        next.catch(() => undefined);
      }
      return seen;
    },
    async close() {
      await client.dispose();
    },
  };
}
