import { EventStoreDBClient, FORWARDS, NO_STREAM, START, jsonEvent } from '@eventstore/db-client';
import { v4 as uuid } from 'uuid';
import { openEventLog } from '#event-log';
import { FakeNode } from '#event-log/fake-node';
import { type Figure, figure, median } from './figure.js';
import { inTurn, rate } from './load.js';
import { appendRate, note } from './log.js';

const inFlight = 64;
const appends = 3000;
const reads = 300;
const eventsRead = 100;
const rounds = 5;

/** The engine through the port against the bare client's unary path, on a real server where one is named. */
export async function eventstoredb(): Promise<Figure[]> {
  const url = process.env['SITREP_TEST_EVENTSTORE_URL'];
  const fake = url === undefined ? await FakeNode.start() : undefined;
  const connection = url ?? fake?.connectionString ?? '';
  const on = fake ? 'a FAKE node' : 'a real server';
  const log = await openEventLog(connection);
  const client = EventStoreDBClient.connectionString(connection);
  // Credentials force the unary path.
  const credentials = { username: 'admin', password: 'changeit' };
  const append = (stream: string, size: number) => {
    const events = Array.from({ length: size }, note).map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: { ...data }, metadata: { ...metadata } }),
    );
    return client.appendToStream(stream, events, { expectedRevision: NO_STREAM, credentials });
  };
  try {
    const stream = `incident-${uuid()}`;
    await append(stream, eventsRead);
    await appendRate(log, 500, 1);
    const appended = await inTurn(
      rounds,
      () => appendRate(log, appends, 1),
      () => rate(inFlight, appends, () => append(`incident-${uuid()}`, 1)),
    );
    const read = await inTurn(
      rounds,
      () => rate(8, reads, () => drain(log.read(stream))),
      () =>
        rate(8, reads, () => drain(client.readStream(stream, { fromRevision: START, direction: FORWARDS }))),
    );
    return [
      compared(`eventstoredb (${on}): single appends, 64 in flight`, appended),
      compared(`eventstoredb (${on}): reads of 100 events`, read),
    ];
  } finally {
    await log.close();
    await client.dispose();
    await fake?.down();
  }
}

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  let count = 0;
  for await (const event of events) count += event === undefined ? 0 : 1;
  if (count !== eventsRead) throw new Error(`${count} events were read, not ${eventsRead}`);
}

const compared = (name: string, pairs: readonly { first: number; second: number }[]): Figure =>
  figure(name, '/s', median(pairs.map((p) => p.first)), median(pairs.map((p) => p.second)), { atLeast: 0.9 });
