import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { all, anEvent, aStream, catchUp, events, idsOf, take } from '../testing/index.js';
import { notReady, stopping, tooSlow } from './testing/fake-failures.js';
import { FakeHarness } from './testing/fake-harness.js';
import { Subscriber } from './testing/subscriber.js';

const given = new FakeHarness();
afterEach(() => given.release());

async function openReads(): Promise<number> {
  for (let n = 0; given.node.streams.openReads > 0 && n < 50; n++) await pause(10);
  return given.node.streams.openReads;
}

describe('A subscription to EventStoreDB', () => {
  const ends: [string, () => void | Promise<void>][] = [
    [
      'is dropped as too slow',
      () => {
        given.node.streams.failSubscriptions(tooSlow);
      },
    ],
    [
      'is ended by a server that stops',
      () => {
        given.node.streams.failSubscriptions(stopping);
      },
    ],
    [
      'is told that the server is not ready',
      () => {
        given.node.streams.failSubscriptions(notReady);
      },
    ],
    [
      'loses its connection',
      () => {
        given.node.wire.cut();
      },
    ],
    ['loses the server for a while', () => given.node.restart()],
    [
      'falls silent',
      () => {
        given.node.streams.muteSubscriptions();
      },
    ],
  ];

  it.each(ends)('goes on without a gap or a duplicate when it %s', async (_, end) => {
    const log = await given.open();
    const stream = aStream();
    const written = events(9);
    await log.append(stream, 'none', written.slice(0, 3));
    const subscriber = new Subscriber(log);
    await subscriber.history();
    await end();
    await log.append(stream, 2, written.slice(3, 6));
    expect(await subscriber.receive(3)).toEqual(idsOf(written.slice(3, 6)));
    await end();
    await log.append(stream, 5, written.slice(6));
    expect(await subscriber.receive(3)).toEqual(idsOf(written.slice(6)));
    await subscriber.leave();
    expect(await openReads()).toBe(0);
  });

  it('waits for a server that is not there yet', async () => {
    const log = await given.open();
    await log.append(aStream(), 'none', events(2));
    const { position } = await log.append(aStream(), 'none', events(2));
    await given.node.down();
    const later = await given.openAnother(undefined, { readTimeout: 100 });
    const receiving = catchUp(later.subscribe());
    const resuming = catchUp(later.subscribe({ after: position }));
    await pause(300);
    await given.node.up();
    expect((await receiving).events).toHaveLength(4);
    expect((await resuming).events).toHaveLength(0);
  });

  it('stays as it is through silences in which it misses nothing', async () => {
    const log = await given.open();
    const filter = { types: ['Wanted'] };
    const subscriber = new Subscriber(log, { filter });
    expect(await subscriber.history()).toEqual([]);
    const next = subscriber.next();
    const { subscriptionsMade } = given.node.streams;
    for (let n = 0; n < 4; n++) {
      await log.append(aStream(), 'none', events(3, 'Unwanted'));
      await pause(250);
    }
    expect(given.node.streams.subscriptionsMade).toBe(subscriptionsMade);
    await log.append(aStream(), 'none', [anEvent('Wanted')]);
    expect(await next).toMatchObject({ kind: 'events', events: [{ type: 'Wanted' }] });
    await subscriber.leave();
  });

  it.each([
    ['a filter', { filter: { types: ['Wanted'] } }],
    ['no filter', {}],
  ])('notices a silence in which it misses something (with %s)', async (_, options) => {
    const log = await given.open();
    await log.append(aStream(), 'none', events(3, 'Wanted'));
    const subscriber = new Subscriber(log, options);
    await subscriber.receive(3);
    expect(await subscriber.history()).toEqual([]);
    given.node.streams.muteSubscriptions();
    const missed = [anEvent('Wanted')];
    await log.append(aStream(), 'none', missed);
    expect(await subscriber.receive(1)).toEqual(idsOf(missed));
    await subscriber.leave();
  });

  it('says that it has caught up where the server does not', async () => {
    const log = await given.open();
    given.node.faults.saysCaughtUp = false;
    const { position } = await log.append(aStream(), 'none', events(3));
    const whole = await catchUp(log.subscribe());
    expect(whole).toMatchObject({ position, events: [{}, {}, {}] });
    expect((await catchUp(log.subscribe({ filter: { types: ['Nothing'] } }))).events).toEqual([]);
    expect((await catchUp(log.subscribe({ after: position }))).position).toBe(position);
    expect(await all(log.readAll({ filter: { streams: ['incident-'] } }))).toHaveLength(3);
  });

  it('has caught up at nothing in an empty log', async () => {
    const log = await given.open();
    expect(await catchUp(log.subscribe())).toEqual({ events: [], position: undefined });
  });

  it('gives each event once when the server sends each twice', async () => {
    const log = await given.open();
    given.node.faults.sendsTwice = true;
    const written = events(50);
    await log.append(aStream(), 'none', written.slice(0, 25));
    const receiving = take(50, log.subscribe());
    await log.append(aStream(), 'none', written.slice(25));
    expect(idsOf(await receiving)).toEqual(idsOf(written));
  });

  it('does not resume from a checkpoint, which may lie beyond the last event', async () => {
    const log = await given.open();
    const wanted = [anEvent('Wanted'), anEvent('Wanted')];
    await log.append(aStream(), 'none', wanted.slice(0, 1));
    const subscriber = new Subscriber(log, { filter: { types: ['Wanted'] } });
    expect(await subscriber.receive(1)).toEqual(idsOf(wanted.slice(0, 1)));
    expect(await subscriber.history()).toEqual([]);
    given.node.wire.cut();
    await log.append(aStream(), 'none', wanted.slice(1));
    expect(await subscriber.receive(1)).toEqual(idsOf(wanted.slice(1)));
    await subscriber.leave();
  });

  it('finds a stream by a beginning after which a combining accent comes', async () => {
    const log = await given.open();
    const name = `${aStream()}-cafe`;
    const [event] = [anEvent()];
    await log.append(`${name}\u0301`, 'none', [event]);
    expect(idsOf(await all(log.readAll({ filter: { streams: [name] } })))).toEqual([event.id]);
  });

  it('gives a consumer that is far too slow everything in order, and holds no stream open meanwhile', async () => {
    await given.open();
    const log = await given.openAnother(undefined, { bufferedEvents: 100 });
    const stream = aStream();
    const written = Array.from({ length: 8 }, () => events(100));
    for (const batch of written.slice(0, 4)) await log.append(stream, 'any', batch);
    const received: string[] = [];
    let openWhileThinking = 0;
    for await (const message of log.subscribe()) {
      if (message.kind === 'caught-up') continue;
      if (received.length === 0) for (const batch of written.slice(4)) await log.append(stream, 'any', batch);
      if (received.length < 400) openWhileThinking = Math.max(openWhileThinking, await openReads());
      expect(message.events.length).toBeLessThanOrEqual(100);
      received.push(...idsOf(message.events));
      if (received.length === 800) break;
    }
    expect(received).toEqual(idsOf(written.flat()));
    expect(openWhileThinking).toBe(0);
  });

  it('is faster than the server requires in a burst of live events', async () => {
    const log = await given.open();
    given.node.faults.liveBuffer = 32;
    const subscriber = new Subscriber(log);
    await subscriber.history();
    const written = Array.from({ length: 10 }, () => events(100));
    const stream = aStream();
    for (const batch of written) await log.append(stream, 'any', batch);
    expect(await subscriber.receive(1_000)).toEqual(idsOf(written.flat()));
    await subscriber.leave();
  });
});
