import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { LogUnavailable } from '../errors.js';
import type { NewEvent } from '../event.js';
import type { EventLog } from '../port.js';
import { all, anEvent, aStream, events, failureOf, idsOf, take } from '../testing/index.js';
import { FakeHarness } from './testing/fake-harness.js';
import { Subscriber } from './testing/subscriber.js';

const given = new FakeHarness();
afterEach(() => given.release());

const WRITERS = 6;

/** So many writers, each with its own stream, one event after the other, each with its exact expectation. */
function load(log: EventLog, each: number): { kind: string; written: NewEvent[]; done: Promise<unknown> } {
  const kind = aStream('load');
  const written: NewEvent[] = [];
  const write = async (writer: number) => {
    for (let n = 0; n < each; n++) {
      const event = anEvent('NoteRecorded', { writer, n });
      await log.append(`${kind}-${writer}`, n === 0 ? 'none' : n - 1, [event]);
      written.push(event);
    }
  };
  return { kind, written, done: Promise.all(Array.from({ length: WRITERS }, (_, n) => write(n))) };
}

/** Whether a subscriber saw every acknowledged event once, in the order of the log. */
async function expectAllSeen(
  log: EventLog,
  seen: string[],
  kind: string,
  written: NewEvent[],
): Promise<void> {
  const recorded = await all(log.readAll({ filter: { streams: [kind] } }));
  expect(seen).toEqual(idsOf(recorded));
  expect([...seen].sort()).toEqual(idsOf(written).sort());
}

describe('EventStoreDB that fails under load', () => {
  const each = 60;
  const faults: [string, () => void | Promise<void>][] = [
    ['restarts', () => given.node.restart()],
    [
      'loses its connections',
      () => {
        given.node.wire.cut();
      },
    ],
    [
      'is frozen for a while',
      async () => {
        given.node.wire.freeze();
        await pause(250);
        given.node.wire.thaw();
      },
    ],
    [
      'loses answers',
      () => {
        given.node.faults.nextAppends.push('answer-lost', 'answer-withheld', 'dropped');
      },
    ],
  ];

  it.each(faults)('loses and repeats nothing when it %s', async (_, fault) => {
    const log = await given.open();
    const { kind, written, done } = load(log, each);
    const receiving = take(WRITERS * each, log.subscribe({ filter: { streams: [kind] } }));
    for (let n = 0; n < 4; n++) {
      await pause(40);
      await fault();
    }
    await done;
    await expectAllSeen(log, idsOf(await receiving), kind, written);
  });

  it('answers late, and loses and repeats nothing', async () => {
    const log = await given.open();
    given.node.faults.delay = 250;
    const { kind, written, done } = load(log, 3);
    await done;
    given.node.faults.delay = 0;
    expect(written).toHaveLength(WRITERS * 3);
    expect(await all(log.readAll({ filter: { streams: [kind] } }))).toHaveLength(WRITERS * 3);
  });
});

describe('A cluster of EventStoreDB', () => {
  it('is written to through a follower that knows the leader', async () => {
    await given.openCluster(3);
    const follower = given.nodes[1];
    const log = await given.openAnother(undefined, {}, follower?.connectionString);
    const stream = aStream();
    expect((await log.append(stream, 'none', events(2))).revision).toBe(1);
    expect((await log.append(stream, 'any', events(1))).revision).toBe(2);
    expect(await log.health()).toEqual({ ok: true });
    expect(await all(log.read(stream))).toHaveLength(3);
  });

  it('loses and repeats nothing while leaders die and are elected', async () => {
    const log = await given.openCluster(3);
    const { kind, written, done } = load(log, 60);
    const receiving = take(WRITERS * 60, log.subscribe({ filter: { streams: [kind] } }));
    for (const next of [1, 2, 0, 1]) {
      await pause(60);
      const [old, leader] = [given.nodes.find(({ role }) => role === 'leader'), given.nodes[next]];
      await old?.down();
      for (const node of given.nodes) node.role = 'starting';
      await pause(60);
      leader?.elect();
      await old?.up();
    }
    await done;
    await expectAllSeen(log, idsOf(await receiving), kind, written);
  });

  it('loses and repeats nothing when its leader is frozen, which alone ends no connection', async () => {
    await given.openCluster(3);
    const url = given.node.clusterConnectionString;
    const log = await given.openAnother(undefined, { appendTimeout: 20_000 }, url);
    const { kind, written, done } = load(log, 20);
    const receiving = take(WRITERS * 20, log.subscribe({ filter: { streams: [kind] } }));
    await pause(60);
    given.nodes[0]?.wire.freeze();
    given.nodes[1]?.elect();
    await done;
    await expectAllSeen(log, idsOf(await receiving), kind, written);
  });

  it('can be written to again after an outage that was longer than a search for its nodes', async () => {
    await given.openCluster(2);
    const nodes = given.nodes.slice();
    const log = await given.openAnother(
      undefined,
      { appendTimeout: 400 },
      `${given.node.clusterConnectionString}&maxDiscoverAttempts=2&discoveryInterval=20`,
    );
    const stream = aStream();
    await log.append(stream, 'none', events(1));
    await Promise.all(nodes.map((node) => node.down()));
    expect(await failureOf(log.append(stream, 0, events(1)))).toBeInstanceOf(Error);
    expect(await failureOf(log.append(stream, 0, events(1)))).toBeInstanceOf(LogUnavailable);
    await Promise.all(nodes.map((node) => node.up()));
    expect((await log.append(stream, 0, events(1))).revision).toBe(1);
  });
});

describe('A connection that a firewall has forgotten', () => {
  it('is replaced, though its address is the same', async () => {
    const log = await given.open();
    const stream = aStream();
    await log.append(stream, 'none', events(1));
    const subscriber = new Subscriber(log);
    expect(await subscriber.history()).toHaveLength(1);
    given.node.wire.freezeConnections();
    const later = events(1);
    expect((await log.append(stream, 0, later)).revision).toBe(1);
    expect(await subscriber.receive(1)).toEqual(idsOf(later));
    expect(await all(log.read(stream))).toHaveLength(2);
    await subscriber.leave();
  });

  it('holds up no append that was sent on it, once it is replaced', async () => {
    await given.open();
    const patient = { tryTimeout: 60_000, appendTimeout: 60_000, failuresPerClient: 1 };
    const log = await given.openAnother(undefined, patient);
    const stream = aStream();
    await log.append(stream, 'none', events(1));
    given.node.wire.freezeConnections();
    const appending = log.append(stream, 0, events(1));
    expect(await all(log.read(stream))).not.toHaveLength(0);
    expect((await appending).revision).toBe(1);
  });
});

describe('EventStoreDB that is gone while the clock is set back', () => {
  const HOUR = 3_600_000;
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<[string, (log: EventLog) => Promise<unknown>]>([
    ['a read of a stream', (log) => all(log.read(aStream()))],
    ['a read of the log', (log) => all(log.readAll())],
    ['an append', (log) => log.append(aStream(), 'none', events(1))],
  ])('has %s fail in its time', async (_, use) => {
    await given.open();
    const log = await given.openAnother(undefined, { readTimeout: 1_000, appendTimeout: 1_000 });
    await given.node.down();
    const failing = failureOf(use(log));
    await pause(100);
    const actual = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => actual() - HOUR);
    expect(await failing).toBeInstanceOf(LogUnavailable);
  });
});
