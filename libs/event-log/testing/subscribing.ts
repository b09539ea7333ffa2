import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { chainHash } from '../chain.js';
import type { RecordedEvent } from '../event.js';
import { MAX_BATCH_EVENTS } from '../limits.js';
import type { EventLog } from '../port.js';
import type { Subject } from './harness.js';
import { catchUp, idsOf, take } from './reading.js';
import { aStream, anEvent, events } from './samples.js';

/** History, caught up, live: without a gap, without a duplicate. */
export function subscribing(given: Subject): void {
  it('gives history, says that it has caught up, and goes on live', async () => {
    const stream = aStream();
    const filter = { streams: [stream] };
    const history = events(5);
    const live = events(4);
    const { position } = await given.log.append(stream, 'none', history);
    const order: string[] = [];
    for await (const message of given.log.subscribe({ filter })) {
      if (message.kind === 'events') order.push(...idsOf(message.events));
      else {
        expect(message.position !== undefined && message.position >= position).toBe(true);
        order.push(message.kind);
        await given.log.append(stream, 4, live.slice(0, 2));
        await given.log.append(stream, 6, live.slice(2));
      }
      if (order.length === 10) break;
    }
    expect(order).toEqual([...idsOf(history), 'caught-up', ...idsOf(live)]);
  });

  it('gives whole recorded events, in history as well as live', async () => {
    const stream = aStream();
    const [old, fresh] = [anEvent('Opened', { what: 'störung' }), anEvent('Closed', { why: '修復' })];
    const first = await given.log.append(stream, 'none', [old]);
    const received: RecordedEvent[] = [];
    let last = first;
    for await (const message of given.log.subscribe({ filter: { streams: [stream] } })) {
      if (message.kind === 'events') received.push(...message.events);
      else last = await given.log.append(stream, 0, [fresh]);
      if (received.length === 2) break;
    }
    const one = { ...old, stream, revision: 0 };
    const two = { ...fresh, stream, revision: 1 };
    const hash = chainHash(one, null);
    expect(received).toEqual([
      { ...one, position: first.position, hash },
      { ...two, position: last.position, hash: chainHash(two, hash) },
    ]);
  });

  it('gives only what comes after the position that it is given', async () => {
    const stream = aStream();
    const filter = { streams: [stream] };
    const before = await given.log.append(stream, 'none', events(3));
    const later = events(2);
    await given.log.append(stream, 2, later);
    const { events: received } = await catchUp(given.log.subscribe({ after: before.position, filter }));
    expect(idsOf(received)).toEqual(idsOf(later));
  });

  it('has caught up at once where nothing is left to give', async () => {
    const { position } = await given.log.append(aStream(), 'none', events(3));
    const filter = { streams: [aStream('nothing')] };
    const { events: received, position: reached } = await catchUp(
      given.log.subscribe({ after: position, filter }),
    );
    expect(received).toEqual([]);
    expect(reached !== undefined && reached >= position).toBe(true);
  });

  it('filters live events as it does history', async () => {
    const kind = aStream('kind');
    const other = aStream('other');
    const wanted = [anEvent('Wanted'), anEvent('Wanted'), anEvent('Wanted')];
    const receiving = take(3, given.log.subscribe({ filter: { streams: [kind], types: ['Wanted'] } }));
    for (const [n, event] of wanted.entries()) {
      await given.log.append(other, 'any', [anEvent('Wanted')]);
      await given.log.append(`${kind}-${n}`, 'none', [anEvent('Unwanted'), event]);
    }
    expect(idsOf(await receiving)).toEqual(idsOf(wanted));
  });

  it('misses and repeats nothing with several writers, several subscribers and forced disconnects', async () => {
    const kind = aStream('busy');
    const filter = { streams: [kind] };
    const writers = 4;
    const each = 150;
    const subscribers = Array.from({ length: 3 }, () =>
      take(writers * each, given.log.subscribe({ filter })),
    );
    const written = await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        const own = events(each);
        for (const event of own) await appendSurely(given.log, `${kind}-${writer}`, event);
        return idsOf(own);
      }).concat(
        (async () => {
          for (let cut = 0; cut < 4; cut++) {
            await pause(40);
            await given.disconnect();
          }
          return [];
        })(),
      ),
    );
    for (const received of await Promise.all(subscribers)) {
      const positions = received.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort());
      expect(idsOf(received).sort()).toEqual(written.flat().sort());
    }
  });

  it('resumes from any position without a gap or a duplicate', async () => {
    const stream = aStream();
    const filter = { streams: [stream] };
    const written = events(120);
    const writing = (async () => {
      for (const event of written) await given.log.append(stream, 'any', [event]);
    })();
    const received: RecordedEvent[] = [];
    while (received.length < written.length) {
      const after = received.at(-1)?.position;
      for await (const message of given.log.subscribe({ ...(after !== undefined && { after }), filter })) {
        if (message.kind === 'caught-up') continue;
        // Cut off amid a batch: the last event that was dealt with is what counts.
        received.push(...message.events.slice(0, 7));
        break;
      }
    }
    await writing;
    expect(idsOf(received)).toEqual(idsOf(written));
  });

  it('notices what another opened log appends', async () => {
    const stream = aStream();
    const other = await given.another();
    const receiving = take(3, given.log.subscribe({ filter: { streams: [stream] } }));
    const written = events(3);
    for (const event of written) await other.append(stream, 'any', [event]);
    expect(idsOf(await receiving)).toEqual(idsOf(written));
  });

  it('gives a slow consumer everything, in bounded batches, and reads no further than it asks for', async () => {
    const stream = aStream();
    const written = events(MAX_BATCH_EVENTS * 3);
    const received: string[] = [];
    const subscription = given.log.subscribe({ filter: { streams: [stream] } });
    const writing = (async () => {
      for (let n = 0; n < written.length; n += 50)
        await given.log.append(stream, 'any', written.slice(n, n + 50));
    })();
    for await (const message of subscription) {
      if (message.kind === 'caught-up') continue;
      expect(message.events.length).toBeGreaterThan(0);
      expect(message.events.length).toBeLessThanOrEqual(MAX_BATCH_EVENTS);
      received.push(...idsOf(message.events));
      if (received.length >= written.length) break;
      await pause(10);
    }
    await writing;
    expect(received).toEqual(idsOf(written));
  });

  it('says once that it has caught up', async () => {
    const stream = aStream();
    let caughtUp = 0;
    let received = 0;
    for await (const message of given.log.subscribe({ filter: { streams: [stream] } })) {
      if (message.kind === 'caught-up') caughtUp++;
      else received += message.events.length;
      if (received === 5) break;
      await given.log.append(stream, 'any', events(1));
    }
    expect(caughtUp).toBe(1);
  });
}

/** Appends as a command handler does: a log that is away for a moment, or an answer that is lost, is tried again. */
async function appendSurely(log: EventLog, stream: string, event: ReturnType<typeof anEvent>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await log.append(stream, 'any', [event]);
      return;
    } catch (failure) {
      if (attempt === 5) throw failure;
      await pause(50 * attempt);
    }
  }
}
