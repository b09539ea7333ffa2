import { randomUUID } from 'node:crypto';
import type {
  AllStreamResolvedEvent,
  EventStoreDBClient,
  Filter,
  JSONEventData,
  Position,
} from '@eventstore/db-client';

/** What tests do with the client itself, without the engine. */

export const aStream = () => `facts-${randomUUID()}`;

export const someEvents = (count: number): JSONEventData[] =>
  Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    type: 'Happened',
    contentType: 'application/json',
    data: { n },
    metadata: {},
  }));

export async function read(
  client: EventStoreDBClient,
  stream: string,
  options: Parameters<EventStoreDBClient['readStream']>[1] = {},
) {
  const events = [];
  for await (const { event } of client.readStream(stream, options)) if (event) events.push(event);
  return events;
}

export const revisions = async (client: EventStoreDBClient, stream: string) =>
  (await read(client, stream)).map(({ revision }) => revision);

export async function readAll(
  client: EventStoreDBClient,
  options: Parameters<EventStoreDBClient['readAll']>[0],
): Promise<Position[]> {
  const positions = [];
  for await (const { event } of client.readAll(options)) if (event) positions.push(event.position);
  return positions;
}

export function untilCaughtUp(
  client: EventStoreDBClient,
  fromPosition?: Position,
  filter?: Filter,
): Promise<Position[]> {
  return new Promise((resolve, reject) => {
    const positions: Position[] = [];
    const subscription = client.subscribeToAll({
      ...(fromPosition && { fromPosition }),
      ...(filter && { filter }),
    });
    subscription.on('data', ({ event }: AllStreamResolvedEvent) => {
      if (event) positions.push(event.position);
    });
    subscription.on('error', reject);
    subscription.on('caughtUp', () => {
      // What the client still holds back came before the word.
      setImmediate(() => {
        resolve(positions);
        void subscription.unsubscribe();
      });
    });
  });
}
