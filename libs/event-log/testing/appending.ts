import { expect, it } from '@jest/globals';
import { chainHash } from '../chain.js';
import { WrongExpectedRevision } from '../errors.js';
import type { Expected } from '../port.js';
import type { Subject } from './harness.js';
import { all, failureOf, idsOf } from './reading.js';
import { aStream, anEvent, events } from './samples.js';

/** The four expectations, batches, and races. */
export function appending(given: Subject): void {
  /** A stream at revision 2, and what it holds. */
  const streamOfThree = async () => {
    const stream = aStream();
    const held = events(3);
    await given.log.append(stream, 'none', held);
    return { stream, held };
  };

  it.each<Expected>(['none', 'any'])('starts a stream when %p is expected', async (expected) => {
    const stream = aStream();
    const appended = await given.log.append(stream, expected, events(2));
    expect(appended.revision).toBe(1);
    expect((await all(given.log.read(stream))).map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it.each<Expected>(['exists', 'any', 2])('continues a stream when %p is expected', async (expected) => {
    const { stream, held } = await streamOfThree();
    const more = events(2);
    const appended = await given.log.append(stream, expected, more);
    expect(appended.revision).toBe(4);
    expect(idsOf(await all(given.log.read(stream)))).toEqual(idsOf([...held, ...more]));
  });

  it.each<Expected>(['none', 1, 3, 0])(
    'refuses to continue a stream at revision 2 when %p is expected',
    async (expected) => {
      const { stream, held } = await streamOfThree();
      const failure = await failureOf(given.log.append(stream, expected, events(2)));
      expect(failure).toBeInstanceOf(WrongExpectedRevision);
      expect(failure).toMatchObject({ stream, expected, actual: 2 });
      expect(idsOf(await all(given.log.read(stream)))).toEqual(idsOf(held));
    },
  );

  it.each<Expected>(['exists', 0, 7])('refuses to start a stream when %p is expected', async (expected) => {
    const stream = aStream();
    const failure = await failureOf(given.log.append(stream, expected, events(1)));
    expect(failure).toBeInstanceOf(WrongExpectedRevision);
    expect(failure).toMatchObject({ stream, expected, actual: 'none' });
    expect(await all(given.log.read(stream))).toEqual([]);
  });

  it('gives events back as they were appended, with their place', async () => {
    const stream = aStream();
    const event = anEvent('SeverityChanged', {
      from: 'P2',
      to: 'P0',
      reason: 'Checkout is down',
      list: [1, null],
    });
    const { position } = await given.log.append(stream, 'none', [event]);
    const hash = chainHash({ ...event, stream, revision: 0 }, null);
    expect(await all(given.log.read(stream))).toEqual([{ ...event, stream, revision: 0, position, hash }]);
  });

  it('answers with the position of the last event, which grows with the log', async () => {
    const stream = aStream();
    const first = await given.log.append(stream, 'none', events(3));
    const second = await given.log.append(aStream(), 'none', events(1));
    const third = await given.log.append(stream, 2, events(1));
    expect(first.position < second.position && second.position < third.position).toBe(true);
    const held = await all(given.log.read(stream));
    expect(held[2]?.position).toBe(first.position);
    expect(held[3]?.position).toBe(third.position);
  });

  it('lets one of 50 writers at one revision win and tells the others the actual revision', async () => {
    const { stream } = await streamOfThree();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => given.log.append(stream, 2, events(1))),
    );
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    expect(refusals).toHaveLength(49);
    for (const refusal of refusals) {
      expect(refusal).toBeInstanceOf(WrongExpectedRevision);
      expect(refusal).toMatchObject({ stream, expected: 2, actual: 3 });
    }
    expect(await all(given.log.read(stream))).toHaveLength(4);
  });

  it('lets one of 50 writers start a stream, whole batches in one piece', async () => {
    const stream = aStream();
    const batches = Array.from({ length: 50 }, () => events(4));
    const outcomes = await Promise.allSettled(
      batches.map((batch) => given.log.append(stream, 'none', batch)),
    );
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(idsOf(await all(given.log.read(stream)))).toEqual(idsOf(batches[winner] ?? []));
  });

  it('keeps batches whole and loses none when many writers expect nothing', async () => {
    const stream = aStream();
    const batches = Array.from({ length: 40 }, (_, batch) =>
      Array.from({ length: 5 }, (_, n) => anEvent('NoteRecorded', { batch, n })),
    );
    await Promise.all(batches.map((batch) => given.log.append(stream, 'any', batch)));
    const held = await all(given.log.read(stream));
    expect(held.map(({ revision }) => revision)).toEqual(Array.from({ length: 200 }, (_, n) => n));
    const byBatch = Array.from({ length: 40 }, (_, n) => idsOf(held.slice(n * 5, n * 5 + 5)).join());
    expect(byBatch.sort()).toEqual(batches.map((batch) => idsOf(batch).join()).sort());
  });

  it('lets no refused append hurt those beside it', async () => {
    const { stream } = await streamOfThree();
    const fine = Array.from({ length: 10 }, () => aStream());
    const outcomes = await Promise.allSettled(
      fine.flatMap((other) => [
        given.log.append(other, 'none', events(2)),
        given.log.append(stream, 'none', events(2)),
      ]),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(fine.flatMap(() => ['fulfilled', 'rejected']));
    for (const other of fine) expect(await all(given.log.read(other))).toHaveLength(2);
    expect(await all(given.log.read(stream))).toHaveLength(3);
  });

  it('records nothing of a batch in which one event is not JSON', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    for (const unfit of [{ amount: 10n }, circular]) {
      const stream = aStream();
      const failure = await failureOf(
        given.log.append(stream, 'none', [anEvent(), anEvent('NoteRecorded', unfit), anEvent()]),
      );
      expect(failure).toBeInstanceOf(TypeError);
      expect(await all(given.log.read(stream))).toEqual([]);
    }
    await given.log.append(aStream(), 'none', events(1));
  });

  it('takes an append of nothing, of one id twice or at no revision for the mistake that it is', async () => {
    const stream = aStream();
    const event = anEvent();
    expect(await failureOf(given.log.append(stream, 'any', []))).toBeInstanceOf(TypeError);
    expect(await failureOf(given.log.append(stream, -1, [event]))).toBeInstanceOf(TypeError);
    expect(await failureOf(given.log.append(stream, 0.5, [event]))).toBeInstanceOf(TypeError);
    expect(await failureOf(given.log.append(stream, 'any', [event, event]))).toBeInstanceOf(TypeError);
    expect(await failureOf(given.log.append(stream, 'any', [{ ...event, id: 'not a uuid' }]))).toBeInstanceOf(
      TypeError,
    );
    expect(await all(given.log.read(stream))).toEqual([]);
  });
}
