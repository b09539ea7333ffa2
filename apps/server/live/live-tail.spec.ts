import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type EventLog, InvalidPosition, LogUnavailable, type RecordedEvent } from '#event-log';
import { all, anEvent, events, failureOf, idsOf } from '#event-log/testing';
import { instead, temporaryLogs } from '../testing/logs.js';
import { type FollowOptions, LiveTail } from './live-tail.js';

const { aLog, aLogOfTwoNodes } = temporaryLogs();

/** Appends so many events, a few hundred at a time, and others have a turn in between. */
async function write(log: EventLog, count: number, stream = 'incident-1'): Promise<void> {
  for (let left = count; left > 0; left -= 250) {
    await log.append(stream, 'any', events(Math.min(left, 250)));
    await pause(1);
  }
}

/** A follower of the tail, who takes what comes until there is so much. */
function follower(tail: LiveTail, options: Omit<FollowOptions, 'signal'> = {}) {
  const leaving = new AbortController();
  const batches = tail.follow({
    ...options,
    signal: leaving.signal,
  });
  const taken: RecordedEvent[] = [];
  const takeUntil = async (count: number): Promise<string[]> => {
    while (taken.length < count) {
      const next = await batches.next();
      if (next.done === true) break;
      taken.push(...next.value);
    }
    return idsOf(taken);
  };
  const leave = () => {
    leaving.abort();
  };
  return { takeUntil, leave };
}

const idsIn = async (log: EventLog) => idsOf(await all(log.readAll()));

describe('following the log', () => {
  it('gives what was there and what comes, each event once and in the order of the log', async () => {
    const log = await aLog();
    const tail = new LiveTail(log);
    await write(log, 1000);
    const first = await all(log.readAll({ limit: 1 }));
    const following = Array.from({ length: 10 }, async (_, index) => {
      await pause(index * 3);
      return follower(tail, { after: first[0]?.position }).takeUntil(4999);
    });
    await Promise.all(['incident-1', 'incident-2'].map((stream) => write(log, 2000, stream)));
    const expected = (await idsIn(log)).slice(1);
    for (const taken of await Promise.all(following)) expect(taken).toEqual(expected);
    tail.stop();
  });

  it('gives only what comes from now on, unless told from where', async () => {
    const log = await aLog();
    const tail = new LiveTail(log);
    await write(log, 3);
    const { takeUntil } = follower(tail);
    const taking = takeUntil(2);
    await pause(50);
    await write(log, 2);
    expect(await taking).toEqual((await idsIn(log)).slice(3));
    tail.stop();
  });

  it('gives what another node writes', async () => {
    const [log, other] = await aLogOfTwoNodes();
    const tail = new LiveTail(log);
    await write(other, 3);
    const { position = '' } = (await all(log.readAll({ limit: 1 })))[0] ?? {};
    const taking = follower(tail, { after: position }).takeUntil(5);
    await write(other, 3);
    expect(await taking).toEqual((await idsIn(log)).slice(1));
    tail.stop();
  });

  it('starts where the log had not begun', async () => {
    const log = await aLog();
    const tail = new LiveTail(log);
    const taking = follower(tail).takeUntil(3);
    await pause(20);
    await write(log, 3);
    expect(await taking).toEqual(await idsIn(log));
    tail.stop();
  });

  it('filters what was there and what comes alike', async () => {
    const log = await aLog();
    const tail = new LiveTail(log);
    const writeAll = async () => {
      for (const stream of ['incident-1', 'incident-12', 'deployment-1'])
        await log.append(stream, 'any', [anEvent('NoteRecorded'), anEvent('IncidentClosed')]);
    };
    await log.append('alert-1', 'none', events(1));
    const after = await log.head();
    await writeAll();
    const filters = [
      { streams: ['incident-1'] },
      { types: ['IncidentClosed'] },
      { streams: ['incident-12', 'deployment-'], types: ['NoteRecorded'] },
    ];
    const counts = [8, 6, 4];
    const following = filters.map((filter, n) => follower(tail, { after, filter }).takeUntil(counts[n] ?? 0));
    await pause(20);
    await writeAll();
    for (const [n, taking] of following.entries()) {
      const filter = filters[n] ?? {};
      expect(await taking).toEqual(
        idsOf(await all(log.readAll({ ...(after !== undefined && { after }), filter }))),
      );
    }
    tail.stop();
  });

  it('loses nothing for one who is slower than all that is kept at hand', async () => {
    const log = await aLog();
    const tail = new LiveTail(log);
    const [quick, slow] = [follower(tail), follower(tail)];
    const beginning = [quick.takeUntil(1), slow.takeUntil(1)];
    await pause(20);
    await write(log, 1);
    await Promise.all(beginning);
    const keepingUp = quick.takeUntil(11_001);
    for (let part = 0; part < 11; part += 1) await log.append('incident-1', 'any', events(1000));
    const expected = await idsIn(log);
    expect(await keepingUp).toEqual(expected);
    expect(await slow.takeUntil(11_001)).toEqual(expected);
    tail.stop();
  });

  it('refuses a position that the log never gave', async () => {
    const tail = new LiveTail(await aLog());
    for (const after of ['9999999999999999', 'nonsense']) {
      const failure = await failureOf(follower(tail, { after }).takeUntil(1));
      expect(failure).toBeInstanceOf(InvalidPosition);
    }
    tail.stop();
  });

  it('ends for one who leaves, and goes on for the others', async () => {
    const log = await aLog();
    const tail = new LiveTail(log);
    const [leaver, other] = [follower(tail), follower(tail)];
    const [left, taking] = [leaver.takeUntil(1), other.takeUntil(1)];
    await pause(20);
    leaver.leave();
    expect(await left).toEqual([]);
    await write(log, 1);
    expect(await taking).toEqual(await idsIn(log));
    tail.stop();
  });

  it('ends for all when it is stopped, in the middle of what was there as well', async () => {
    const log = await aLog();
    await log.append('incident-1', 'any', events(1));
    const after = await log.head();
    await write(log, 1000);
    const tail = new LiveTail(log);
    const [waiting, reading] = [follower(tail), follower(tail, { after })];
    const end = waiting.takeUntil(1);
    await reading.takeUntil(1);
    tail.stop();
    expect(await end).toEqual([]);
    expect((await reading.takeUntil(Infinity)).length).toBeLessThan(1000);
  });

  it('ends with the failure of the log, and begins anew for those who come later', async () => {
    const log = await aLog();
    await log.append('incident-1', 'any', events(1));
    const after = await log.head();
    const failure = new LogUnavailable('The disk is gone');
    let failing = true;
    const tail = new LiveTail(
      instead(log, {
        subscribe: (options) =>
          failing
            ? { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }) }
            : log.subscribe(options),
      }),
    );
    const [idle, waiting] = [follower(tail, { after }), follower(tail, { after })];
    await write(log, 1);
    await idle.takeUntil(1);
    expect(await failureOf(waiting.takeUntil(2))).toBe(failure);
    failing = false;
    await write(log, 1);
    expect(await follower(tail, { after }).takeUntil(2)).toEqual((await idsIn(log)).slice(1));
    tail.stop();
  });

  it('fails when the log is closed under it', async () => {
    const log = await aLog();
    const tail = new LiveTail(log);
    const waiting = failureOf(follower(tail).takeUntil(1));
    await pause(20);
    await log.close();
    expect(await waiting).toBeInstanceOf(LogUnavailable);
  });
});
