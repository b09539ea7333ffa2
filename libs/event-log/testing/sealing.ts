import { expect, it } from '@jest/globals';
import { chainHash } from '../chain.js';
import type { NewEvent, RecordedEvent } from '../event.js';
import type { EventLog } from '../port.js';
import type { Subject } from './harness.js';
import { all, catchUp, failureOf } from './reading.js';
import { aStream, anEvent, events } from './samples.js';

/** The hash of each event, chained to that of the one before it. */
export function sealing(given: Subject): void {
  const sealedStream = async (log: EventLog, stream: string, length: number) => {
    const read = await all(log.read(stream));
    expect(read).toHaveLength(length);
    expect(hashesOf(read)).toEqual(recomputed(read));
    return read;
  };

  it('gives each event the hash that anyone can recompute, however it is read', async () => {
    const stream = aStream();
    const filter = { streams: [stream] };
    await given.log.append(stream, 'none', events(3));
    await given.log.append(stream, 2, events(1));
    await given.log.append(stream, 'any', events(2));
    await given.log.append(stream, 'exists', events(1));
    const read = await sealedStream(given.log, stream, 7);
    expect(await all(given.log.readAll({ filter }))).toEqual(read);
    expect((await catchUp(given.log.subscribe({ filter }))).events).toEqual(read);
  });

  it('chains a stream to nothing but itself', async () => {
    const [one, other] = [aStream(), aStream()];
    const event = anEvent();
    await given.log.append(one, 'none', [event]);
    await given.log.append(other, 'none', [event]);
    const [[first], [second]] = [await all(given.log.read(one)), await all(given.log.read(other))];
    expect(first?.hash).toBe(chainHash({ ...event, stream: one, revision: 0 }, null));
    expect(second?.hash).toBe(chainHash({ ...event, stream: other, revision: 0 }, null));
  });

  it('covers data and metadata of whatever scripts, numbers and order of fields', async () => {
    const stream = aStream(`störung-"🔥"\\\n`);
    const odd = anEvent('Σφάλμα "x"', {
      z: [1e21, 5e-324, -0, 0.1 + 0.2, { b: null, a: undefined }],
      10: 'ten',
      9: 'nine',
      'é\u0301': '\u0000\u2028\u007f💥',
    });
    await given.log.append(stream, 'none', [odd, anEvent('Empty', {})]);
    await sealedStream(given.log, stream, 2);
  });

  it('keeps the chain whole when many write at once', async () => {
    const stream = aStream();
    const logs = [given.log, await given.another()];
    const appends = logs.flatMap((log) =>
      [1, 2, 3, 4].map((size) => log.append(stream, 'any', events(size))),
    );
    await Promise.all(appends);
    await sealedStream(given.log, stream, 20);
  });

  it('keeps the chain whole when several logs take turns, also unread and after a restart', async () => {
    const stream = aStream();
    const other = await given.another();
    await given.log.append(stream, 'none', events(2));
    await other.append(stream, 1, events(2));
    await given.log.append(stream, 3, events(1));
    await given.log.append(stream, 4, events(1));
    await other.append(stream, 5, events(1));
    const log = await given.restart();
    await log.append(stream, 6, events(1));
    await sealedStream(log, stream, 8);
  });

  it('chains to what was recorded, not to what was sent again in other words', async () => {
    const stream = aStream();
    const batch = events(2);
    await given.log.append(stream, 'none', batch);
    const other = await given.another();
    const later = batch.map((event): NewEvent => ({
      ...event,
      metadata: { ...event.metadata, recordedAt: '2026-03-01T09:30:09.000Z' },
    }));
    await other.append(stream, 'none', later);
    await other.append(stream, 1, events(1));
    const [first] = await sealedStream(other, stream, 3);
    expect(first?.metadata).toEqual(batch[0]?.metadata);
  });

  it('lets nobody bring a hash', async () => {
    const event = anEvent();
    const forged = { ...event.metadata, hash: '0'.repeat(64) };
    const stream = aStream();
    expect(
      await failureOf(given.log.append(stream, 'none', [{ ...event, metadata: forged }])),
    ).toBeInstanceOf(TypeError);
    expect(await all(given.log.read(stream))).toEqual([]);
  });
}

const hashesOf = (read: readonly RecordedEvent[]): string[] => read.map(({ hash }) => hash);

const recomputed = (read: readonly RecordedEvent[]): string[] =>
  read.map((event, n) => chainHash(event, read[n - 1]?.hash ?? null));
