import { expect, it } from '@jest/globals';
import type { SubscriptionMessage } from '../port.js';
import type { Subject } from './harness.js';
import { all, idsOf, take } from './reading.js';
import { aStream, events } from './samples.js';

const OFTEN = 200;

/** Ends that a consumer chooses: nothing is left behind, nothing hangs. */
export function unsubscribing(given: Subject): void {
  const afterwards = async () => {
    const stream = aStream('afterwards');
    const live = events(2);
    const receiving = take(2, given.log.subscribe({ filter: { streams: [stream] } }));
    await given.log.append(stream, 'none', live);
    expect(idsOf(await receiving)).toEqual(idsOf(live));
    expect(idsOf(await all(given.log.read(stream)))).toEqual(idsOf(live));
  };
  const aStreamOf = async (count: number) => {
    const stream = aStream();
    await given.log.append(stream, 'none', events(count));
    return stream;
  };

  it('bears a read that is left early, 200 times', async () => {
    const stream = await aStreamOf(20);
    for (let n = 0; n < OFTEN; n++)
      for await (const { revision } of given.log.read(stream)) if (revision === n % 5) break;
    for (let n = 0; n < OFTEN; n++)
      for await (const { id } of given.log.readAll({ filter: { streams: [stream] } })) if (id) break;
    await afterwards();
  });

  it('bears a subscription that is left early, 200 times', async () => {
    const stream = await aStreamOf(20);
    for (let n = 0; n < OFTEN; n++)
      for await (const { kind } of given.log.subscribe({ filter: { streams: [stream] } }))
        if (n % 2 === 0 || kind === 'caught-up') break;
    await afterwards();
  });

  it('bears a subscription that a signal ends while it waits, 200 times', async () => {
    const stream = await aStreamOf(2);
    for (let n = 0; n < OFTEN; n++) {
      const leaving = new AbortController();
      const messages: SubscriptionMessage[] = [];
      for await (const message of given.log.subscribe({
        filter: { streams: [stream] },
        signal: leaving.signal,
      })) {
        messages.push(message);
        if (message.kind === 'caught-up')
          setImmediate(() => {
            leaving.abort();
          });
      }
      expect(messages.at(-1)?.kind).toBe('caught-up');
    }
    await afterwards();
  });

  it('gives nothing to a subscription or a read whose signal is aborted already', async () => {
    const stream = await aStreamOf(2);
    const signal = AbortSignal.abort(new Error('Gone'));
    expect(await all(given.log.subscribe({ filter: { streams: [stream] }, signal }))).toEqual([]);
    await expect(all(given.log.read(stream, { signal }))).rejects.toThrow('Gone');
    await expect(all(given.log.readAll({ signal }))).rejects.toThrow('Gone');
  });

  it('ends a subscription that is told to return while it waits for an event', async () => {
    const subscription = given.log
      .subscribe({ filter: { streams: [aStream('quiet')] } })
      [Symbol.asyncIterator]();
    const first = await subscription.next();
    expect(first.value).toMatchObject({ kind: 'caught-up' });
    const waiting = subscription.next();
    await subscription.return?.();
    expect(await waiting).toMatchObject({ done: true });
    await afterwards();
  });
}
