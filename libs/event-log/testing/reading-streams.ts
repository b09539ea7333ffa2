import { expect, it } from '@jest/globals';
import type { Subject } from './harness.js';
import { all, failureOf, idsOf } from './reading.js';
import { aStream, events } from './samples.js';

/** One stream, forwards. */
export function readingStreams(given: Subject): void {
  it.each([
    { from: 0, limit: 3, gives: [0, 1, 2] },
    { from: 4, limit: 2, gives: [4, 5] },
    { from: 7, limit: 100, gives: [7, 8, 9] },
    { from: 9, limit: 1, gives: [9] },
    { from: 10, limit: 5, gives: [] },
    { from: 1_000, limit: 5, gives: [] },
  ])('gives $limit events from revision $from', async ({ from, limit, gives }) => {
    const stream = aStream();
    await given.log.append(stream, 'none', events(10));
    const read = await all(given.log.read(stream, { from, limit }));
    expect(read.map(({ revision }) => revision)).toEqual(gives);
  });

  it('gives everything from a revision on where no limit is set', async () => {
    const stream = aStream();
    await given.log.append(stream, 'none', events(10));
    expect((await all(given.log.read(stream, { from: 6 }))).map(({ revision }) => revision)).toEqual([
      6, 7, 8, 9,
    ]);
  });

  it('gives nothing for a stream that does not exist', async () => {
    expect(await all(given.log.read(aStream()))).toEqual([]);
  });

  it('gives a long stream whole and in order', async () => {
    const stream = aStream();
    const written = events(1_500);
    for (let n = 0; n < written.length; n += 300)
      await given.log.append(stream, n === 0 ? 'none' : n - 1, written.slice(n, n + 300));
    const read = await all(given.log.read(stream));
    expect(idsOf(read)).toEqual(idsOf(written));
    expect(read.map(({ revision }) => revision)).toEqual(written.map((_, n) => n));
  });

  it('keeps streams apart that are written at once', async () => {
    const written = Array.from({ length: 10 }, () => ({
      stream: aStream(),
      batches: [events(3), events(3), events(3)],
    }));
    await Promise.all(
      written.map(async ({ stream, batches }) => {
        for (const batch of batches) await given.log.append(stream, 'any', batch);
      }),
    );
    for (const { stream, batches } of written)
      expect(idsOf(await all(given.log.read(stream)))).toEqual(idsOf(batches.flat()));
  });

  it('ends with the reason of an aborted signal, so that a part is never taken for the whole', async () => {
    const stream = aStream();
    await given.log.append(stream, 'none', events(1_200));
    const leaving = new AbortController();
    const read: number[] = [];
    const failure = await failureOf(
      (async () => {
        for await (const { revision } of given.log.read(stream, { signal: leaving.signal })) {
          read.push(revision);
          if (revision === 3) leaving.abort(new Error('Seen enough'));
        }
      })(),
    );
    expect(failure).toMatchObject({ message: 'Seen enough' });
    expect(read).toEqual([0, 1, 2, 3]);
  });
}
