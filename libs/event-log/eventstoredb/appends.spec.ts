import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ServiceError } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { LogUnavailable, OutcomeUnknown, WrongExpectedRevision } from '../errors.js';
import type { Expected } from '../port.js';
import { all, anEvent, aStream, events, failureOf, idsOf } from '../testing/index.js';
import {
  accessDenied,
  failure,
  forwardingTimeout,
  noLeaderInfo,
  notReady,
  stopping,
} from './testing/fake-failures.js';
import { FakeHarness } from './testing/fake-harness.js';

const given = new FakeHarness();
afterEach(() => given.release());

const EXPECTATIONS: readonly Expected[] = ['none', 1, 'any', 'exists'];

/** A stream as the expectation wants it: new, or with two events. */
async function streamFor(expected: Expected) {
  const log = await given.open();
  const stream = aStream();
  if (expected !== 'none') await log.append(stream, 'none', events(2));
  return { log, stream, held: expected === 'none' ? 0 : 2 };
}

describe('An append to EventStoreDB', () => {
  it('never goes in a batch, where the errors of one client are those of all', async () => {
    const log = await given.open();
    const other = await given.openAnother();
    const streams = Array.from({ length: 20 }, () => aStream());
    const appending = Promise.all(streams.map((stream) => log.append(stream, 'none', events(2))));
    await other.append(aStream(), 'any', events(1));
    await other.close();
    expect((await appending).map(({ revision }) => revision)).toEqual(streams.map(() => 1));
    expect(given.node.streams.batchAppends).toBe(0);
  });

  it('is refused as it should be, whatever the connection string says of failures', async () => {
    await given.open();
    const log = await given.openAnother(
      undefined,
      {},
      `${given.node.connectionString}&throwOnAppendFailure=false`,
    );
    const stream = aStream();
    await log.append(stream, 'none', events(3));
    expect(await failureOf(log.append(stream, 'none', events(1)))).toMatchObject({
      name: 'WrongExpectedRevision',
      actual: 2,
    });
  });

  describe('whose answer does not come', () => {
    it.each(EXPECTATIONS)('because it was lost is recorded once (%p)', async (expected) => {
      const { log, stream, held } = await streamFor(expected);
      const batch = events(3);
      given.node.faults.nextAppends.push('answer-lost');
      const { revision, position } = await log.append(stream, expected, batch);
      const recorded = await all(log.read(stream));
      expect(idsOf(recorded.slice(held))).toEqual(idsOf(batch));
      expect(recorded.at(-1)).toMatchObject({ revision, position });
    });

    it.each(EXPECTATIONS)('within the time for a try is recorded once (%p)', async (expected) => {
      const { log, stream, held } = await streamFor(expected);
      given.node.faults.nextAppends.push('answer-withheld', 'answer-withheld');
      await log.append(stream, expected, events(2));
      expect(await all(log.read(stream))).toHaveLength(held + 2);
    });

    it.each(EXPECTATIONS)('because the server restarted is recorded once (%p)', async (expected) => {
      const { log, stream, held } = await streamFor(expected);
      const { node } = given;
      node.faults.nextAppends.push('answer-withheld');
      const appending = log.append(stream, expected, events(2));
      await node.streams.appended();
      await node.restart();
      const { revision } = await appending;
      expect(revision).toBe(held + 1);
      expect(await all(log.read(stream))).toHaveLength(held + 2);
    });

    it('for it was dropped, as one that is not yet replicated, is recorded once', async () => {
      const { log, stream } = await streamFor('none');
      given.node.faults.nextAppends.push('dropped');
      await log.append(stream, 'none', events(2));
      expect(await all(log.read(stream))).toHaveLength(2);
    });

    it('at all has an unknown outcome, and is recorded once when the caller tries again', async () => {
      const { stream } = await streamFor('none');
      const log = await given.openAnother(undefined, { appendTimeout: 300 });
      const batch = events(2);
      given.node.faults.nextAppends.push(...Array<'answer-withheld'>(10).fill('answer-withheld'));
      expect(await failureOf(log.append(stream, 'none', batch))).toBeInstanceOf(OutcomeUnknown);
      given.node.faults.nextAppends.length = 0;
      expect((await log.append(stream, 'none', batch)).revision).toBe(1);
      expect(await all(log.read(stream))).toHaveLength(2);
    });
  });

  it('whose answer comes twice is recorded once', async () => {
    const { log, stream } = await streamFor('any');
    given.node.faults.nextAppends.push('answered-twice');
    expect((await log.append(stream, 'any', events(2))).revision).toBe(3);
    expect(await all(log.read(stream))).toHaveLength(4);
  });

  describe('by a caller who had no answer, in another process, after a restart that made the server forget', () => {
    it.each(EXPECTATIONS)('is acknowledged as before and recorded once (%p)', async (expected) => {
      const { log, stream, held } = await streamFor(expected);
      const batch = events(3);
      const first = await log.append(stream, expected, batch);
      await log.append(stream, first.revision, events(5));
      const later = await given.restart(log);
      expect(await later.append(stream, expected, batch)).toEqual(first);
      expect(await all(later.read(stream))).toHaveLength(held + 8);
    });

    it('is recognized by its last events where it is larger than what is searched', async () => {
      const { log, stream } = await streamFor('any');
      const batch = events(100);
      const first = await log.append(stream, 'any', batch);
      const later = await given.restart(log);
      expect(await later.append(stream, 'any', batch)).toEqual(first);
      expect(await all(later.read(stream))).toHaveLength(102);
    });

    it('is refused when it is not the same append', async () => {
      const { log, stream } = await streamFor('any');
      const batch = events(2);
      await log.append(stream, 'any', batch);
      const later = await given.restart(log);
      const another = [...batch, ...events(1)];
      expect(await failureOf(later.append(stream, 'any', another))).toMatchObject({
        expected: 'any',
        actual: 3,
      });
      expect(await all(later.read(stream))).toHaveLength(4);
    });
  });

  describe('of events that are in the stream, with its current revision', () => {
    it('is not written again by who has written them', async () => {
      const { log, stream } = await streamFor('none');
      const batch = events(2);
      const first = await log.append(stream, 'none', batch);
      expect(await log.append(stream, first.revision, batch)).toEqual(first);
      expect(await all(log.read(stream))).toHaveLength(2);
    });

    it('is not written again by who has read them', async () => {
      const { log, stream } = await streamFor('none');
      const batch = events(2);
      await log.append(stream, 'none', batch);
      const other = await given.openAnother();
      const recorded = await all(other.read(stream));
      const { revision } = await other.append(stream, 1, batch);
      expect(revision).toBe(recorded.at(-1)?.revision);
      expect(await all(other.read(stream))).toHaveLength(2);
    });
  });

  it('is sent once when it is asked for twice at the same time, for the server would drop the second', async () => {
    await given.open();
    const log = await given.openAnother(undefined, { tryTimeout: 60_000, appendTimeout: 60_000 });
    given.node.faults.replication = 50;
    for (const expected of ['none', 1, 'any'] as const) {
      const stream = aStream();
      if (expected === 1) await log.append(stream, 'none', events(2));
      const batch = events(2);
      const [first, ...others] = await Promise.all([1, 2, 3].map(() => log.append(stream, expected, batch)));
      expect(others).toEqual([first, first]);
      expect(idsOf((await all(log.read(stream))).slice(-2))).toEqual(idsOf(batch));
    }
  });

  const passing: [string, () => ServiceError, 'unavailable' | 'unknown'][] = [
    ['a server that is not ready', notReady, 'unavailable'],
    ['a cluster without a leader', noLeaderInfo, 'unavailable'],
    ['a forwarding that took too long', forwardingTimeout, 'unknown'],
    ['a server that stops', stopping, 'unknown'],
    ['a connection that is gone', () => failure(status.UNAVAILABLE, 'Connection dropped'), 'unknown'],
    ['a call that the server cancels', () => failure(status.CANCELLED, 'Call canceled'), 'unknown'],
    [
      'an error without a meaning',
      () => failure(status.UNKNOWN, 'Exception was thrown by handler.'),
      'unknown',
    ],
  ];

  describe.each(passing)('that meets %s', (_, error, outcome) => {
    it('is tried again until it works', async () => {
      const { log, stream } = await streamFor('none');
      given.node.faults.nextAppends.push(error, error, error, error);
      expect((await log.append(stream, 'none', events(1))).revision).toBe(0);
      expect(await all(log.read(stream))).toHaveLength(1);
    });

    it(`is ${outcome} when the time is up`, async () => {
      const { stream } = await streamFor('none');
      const log = await given.openAnother(undefined, { appendTimeout: 800, tryTimeout: 1_600 });
      given.node.faults.refusal = error;
      const refused = await failureOf(log.append(stream, 'none', events(1)));
      expect(refused).toBeInstanceOf(outcome === 'unknown' ? OutcomeUnknown : LogUnavailable);
      given.node.faults.refusal = undefined;
      expect(await all(log.read(stream))).toEqual([]);
    });
  });

  it('is unavailable when nothing listens, for then nothing can have arrived', async () => {
    const { stream } = await streamFor('none');
    const log = await given.openAnother(undefined, { appendTimeout: 300 });
    await given.node.down();
    expect(await failureOf(log.append(stream, 'none', events(1)))).toBeInstanceOf(LogUnavailable);
    await given.node.up();
    expect((await log.append(stream, 'none', events(1))).revision).toBe(0);
  });

  it('says at once what to check when access is denied', async () => {
    const { log, stream } = await streamFor('none');
    given.node.faults.refusal = accessDenied;
    const refused = await failureOf(log.append(stream, 'none', events(1)));
    expect(refused).toBeInstanceOf(LogUnavailable);
    expect(refused).toMatchObject({ message: expect.stringContaining('connection string') as unknown });
  });

  it('does not wait for a better day when another was faster', async () => {
    const { log, stream } = await streamFor(1);
    given.node.faults.nextAppends.push(notReady);
    const refused = failureOf(log.append(stream, 0, [anEvent()]));
    expect(await refused).toBeInstanceOf(WrongExpectedRevision);
  });

  it('takes ids in lower case only, in which the server gives them back', async () => {
    const { log, stream } = await streamFor('none');
    const event = { ...anEvent(), id: randomUUID().toUpperCase() };
    expect(await failureOf(log.append(stream, 'none', [event]))).toBeInstanceOf(TypeError);
  });
});
