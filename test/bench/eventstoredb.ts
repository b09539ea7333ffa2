import { EventStoreDBClient, FORWARDS, NO_STREAM, START, jsonEvent } from '@eventstore/db-client';
import { v4 as uuid } from 'uuid';
import { openEventLog } from '#event-log';
import { FakeNode } from '#event-log/fake-node';
import { type Figure, type Pair, paired } from './figure.js';
import { inTurn, rate } from './load.js';
import { appendRate, note } from './log.js';

const inFlight = 64;
const appends = 640;
const reads = 64;
const eventsRead = 100;
/** Many short rounds: what disturbs the machine for a while then strikes both alike. */
const rounds = 50;
const warmUps = 4;

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
  const append = (stream: string) => {
    const { id, type, data, metadata } = note();
    const event = jsonEvent({ id, type, data: { ...data }, metadata: { ...metadata } });
    return client.appendToStream(stream, [event], { expectedRevision: NO_STREAM, credentials });
  };
  try {
    // Through the port: its reads take off the hashes that its appends put on.
    const stream = `incident-${uuid()}`;
    await log.append(stream, 'none', Array.from({ length: eventsRead }, note));
    const appending = [
      () => appendRate(log, appends, 1),
      () => rate(inFlight, appends, () => append(`incident-${uuid()}`)),
    ] as const;
    const reading = [
      () => rate(8, reads, () => drain(log.read(stream))),
      () =>
        rate(8, reads, () => drain(client.readStream(stream, { fromRevision: START, direction: FORWARDS }))),
    ] as const;
    await inTurn(warmUps, ...appending);
    await inTurn(warmUps, ...reading);
    return [
      compared(`eventstoredb (${on}): single appends, 64 in flight`, await inTurn(rounds, ...appending)),
      compared(`eventstoredb (${on}): reads of 100 events`, await inTurn(rounds, ...reading)),
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

const compared = (name: string, pairs: readonly Pair[]): Figure =>
  paired(name, '/s', pairs, { atLeast: 0.9 });
