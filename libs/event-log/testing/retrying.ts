import { expect, it } from '@jest/globals';
import { WrongExpectedRevision } from '../errors.js';
import type { Expected } from '../port.js';
import type { Subject } from './harness.js';
import { all, failureOf, idsOf } from './reading.js';
import { aStream, events } from './samples.js';

/** What a caller does who got no answer: the same ids with the same expectation, once more. */
export function retrying(given: Subject): void {
  const started = async () => {
    const stream = aStream();
    await given.log.append(stream, 'none', events(3));
    return stream;
  };
  const cases: { expected: Expected; on: string; begin: () => Promise<string>; already: number }[] = [
    { expected: 'none', on: 'a new stream', begin: () => Promise.resolve(aStream()), already: 0 },
    { expected: 2, on: 'a stream at revision 2', begin: started, already: 3 },
  ];

  it.each(cases)(
    'gives the first answer and records once ($expected, on $on)',
    async ({ expected, begin, already }) => {
      const stream = await begin();
      const batch = events(3);
      const first = await given.log.append(stream, expected, batch);
      expect(await given.log.append(stream, expected, batch)).toEqual(first);
      expect(await all(given.log.read(stream))).toHaveLength(already + 3);
    },
  );

  it.each(cases)(
    'gives the first answer after the stream has gone on ($expected, on $on)',
    async ({ expected, begin, already }) => {
      const stream = await begin();
      const batch = events(2);
      const first = await given.log.append(stream, expected, batch);
      await given.log.append(stream, first.revision, events(4));
      await given.log.append(aStream(), 'none', events(1));
      expect(await given.log.append(stream, expected, batch)).toEqual(first);
      expect(await all(given.log.read(stream))).toHaveLength(already + 6);
    },
  );

  it.each(cases)(
    'gives the first answer after a restart ($expected, on $on)',
    async ({ expected, begin, already }) => {
      const stream = await begin();
      const batch = events(3);
      const first = await given.log.append(stream, expected, batch);
      const log = await given.restart();
      expect(await log.append(stream, expected, batch)).toEqual(first);
      expect(await all(log.read(stream))).toHaveLength(already + 3);
    },
  );

  it.each(cases)(
    'gives both the one answer when two race ($expected, on $on)',
    async ({ expected, begin, already }) => {
      const stream = await begin();
      const batch = events(2);
      const [first, second] = await Promise.all([
        given.log.append(stream, expected, batch),
        given.log.append(stream, expected, batch),
      ]);
      expect(second).toEqual(first);
      expect(await all(given.log.read(stream))).toHaveLength(already + 2);
    },
  );

  it.each<Expected>(['any', 'exists'])(
    'records once at an immediate retry when %p is expected',
    async (expected) => {
      const stream = await started();
      const batch = events(2);
      const first = await given.log.append(stream, expected, batch);
      expect(await given.log.append(stream, expected, batch)).toEqual(first);
      expect(await all(given.log.read(stream))).toHaveLength(5);
    },
  );

  it('takes other events at the same revision for what they are', async () => {
    const stream = await started();
    const batch = events(2);
    await given.log.append(stream, 2, batch);
    for (const other of [events(2), [...batch.slice(0, 1), ...events(1)], [...batch, ...events(1)]]) {
      const failure = await failureOf(given.log.append(stream, 2, other));
      expect(failure).toBeInstanceOf(WrongExpectedRevision);
      expect(failure).toMatchObject({ expected: 2, actual: 4 });
    }
    expect(idsOf((await all(given.log.read(stream))).slice(3))).toEqual(idsOf(batch));
  });
}
