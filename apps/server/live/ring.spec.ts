import { describe, expect, it } from '@jest/globals';
import { events, failureOf, idsOf } from '#event-log/testing';
import type { EventLog } from '#event-log';
import { instead, temporaryLogs } from '../testing/logs.js';
import { Ring } from './ring.js';

const { aLog } = temporaryLogs();
const never = new AbortController().signal;
const ignored = () => undefined;

/** Appends so many events, in the order of the log. */
async function write(log: EventLog, count: number) {
  const written = events(count);
  for (let from = 0; from < count; from += 1000)
    await log.append('incident-1', 'any', written.slice(from, from + 1000));
  return written;
}

/** Waits until the ring has come to the end of the log. */
async function filled(ring: Ring, log: EventLog): Promise<void> {
  const head = await log.head();
  while (ring.position !== head) await ring.arrival(never);
}

describe('the ring', () => {
  it('holds what is appended after it was opened, and reaches back to there', async () => {
    const log = await aLog();
    await write(log, 3);
    const before = await log.head();
    const ring = await Ring.open(log, ignored);
    expect(ring.position).toBe(before);
    const written = await write(log, 5);
    await filled(ring, log);
    expect(idsOf(ring.after(before))).toEqual(idsOf(written));
    expect(ring.reaches(before)).toBe(true);
    expect(ring.reaches(undefined)).toBe(false);
    await ring.stop();
  });

  it('reaches back to the start of a log that was empty', async () => {
    const log = await aLog();
    const ring = await Ring.open(log, ignored);
    expect(ring.position).toBeUndefined();
    const written = await write(log, 2);
    await filled(ring, log);
    expect(ring.reaches(undefined)).toBe(true);
    expect(idsOf(ring.after(undefined))).toEqual(idsOf(written));
    await ring.stop();
  });

  it('gives what comes after any of its events, in bounded number', async () => {
    const log = await aLog();
    const ring = await Ring.open(log, ignored);
    const written = idsOf(await write(log, 1200));
    await filled(ring, log);
    const found: string[] = [];
    let cursor: string | undefined;
    for (;;) {
      const page = ring.after(cursor);
      expect(page.length).toBeLessThanOrEqual(500);
      if (page.length === 0) break;
      found.push(...idsOf(page));
      cursor = page.at(-1)?.position;
    }
    expect(found).toEqual(written);
    await ring.stop();
  });

  it('forgets the oldest when there are too many, and says that it no longer reaches there', async () => {
    const log = await aLog();
    const ring = await Ring.open(log, ignored);
    const { position } = await log.append('incident-1', 'any', events(1));
    const written = idsOf(await write(log, 11_000));
    await filled(ring, log);
    expect(ring.reaches(undefined)).toBe(false);
    expect(ring.reaches(position)).toBe(false);
    const [oldest] = ring.after(position);
    const lost = written.indexOf(oldest?.id ?? '');
    expect(lost).toBeGreaterThan(0);
    expect(written.length - lost).toBeGreaterThanOrEqual(8192);
    await ring.stop();
  });

  it('lets nobody wait once it is stopped or their signal is given', async () => {
    const ring = await Ring.open(await aLog(), ignored);
    const leaving = new AbortController();
    const [one, other] = [ring.arrival(leaving.signal), ring.arrival(never)];
    leaving.abort();
    await one;
    await ring.stop();
    await other;
  });

  it('tells those who wait, and those who come later, that the log failed', async () => {
    const failure = new Error('The disk is gone');
    const log = instead(await aLog(), {
      subscribe: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }),
      }),
    });
    let told = false;
    const ring = await Ring.open(log, () => (told = true));
    expect(await failureOf(ring.arrival(never))).toBe(failure);
    expect(told).toBe(true);
    expect(await failureOf(ring.arrival(never))).toBe(failure);
    await ring.stop();
  });
});
