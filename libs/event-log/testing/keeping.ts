import { expect, it } from '@jest/globals';
import { LogUnavailable } from '../errors.js';
import type { Subject } from './harness.js';
import { all, failureOf, idsOf, take } from './reading.js';
import { aStream, events } from './samples.js';

/** What outlives the one who wrote it. */
export function keeping(given: Subject): void {
  it('has everything after a restart, and goes on from there', async () => {
    const [one, two] = [aStream(), aStream()];
    await given.log.append(one, 'none', events(4));
    const last = await given.log.append(two, 'none', events(2));
    const filters = [one, two].map((stream) => ({ filter: { streams: [stream] } }));
    const before = await Promise.all(filters.map((filter) => all(given.log.readAll(filter))));

    const log = await given.restart();
    expect(await Promise.all(filters.map((filter) => all(log.readAll(filter))))).toEqual(before);
    expect(await all(log.read(one))).toEqual(before[0]);
    const next = await log.append(one, 3, events(1));
    expect(next.revision).toBe(4);
    expect(next.position > last.position).toBe(true);
  });

  it('lets a subscriber resume after a restart where it had stopped', async () => {
    const stream = aStream();
    const filter = { streams: [stream] };
    const { position } = await given.log.append(stream, 'none', events(3));
    const later = events(4);
    await given.log.append(stream, 2, later.slice(0, 2));
    const log = await given.restart();
    const receiving = take(4, log.subscribe({ after: position, filter }));
    await log.append(stream, 4, later.slice(2));
    expect(idsOf(await receiving)).toEqual(idsOf(later));
  });

  it('finishes the appends under way when it is closed, and takes no more', async () => {
    const streams = Array.from({ length: 20 }, () => aStream());
    const { log } = given;
    await log.append(aStream(), 'none', events(1));
    const appending = Promise.all(streams.map((stream) => log.append(stream, 'none', events(2))));
    await log.close();
    expect((await appending).map(({ revision }) => revision)).toEqual(streams.map(() => 1));
    expect(await failureOf(log.append(aStream(), 'none', events(1)))).toBeInstanceOf(LogUnavailable);
    expect(await failureOf(all(log.read(aStream())))).toBeInstanceOf(LogUnavailable);
    expect((await log.health()).ok).toBe(false);
    const reopened = await given.restart();
    for (const stream of streams) expect(await all(reopened.read(stream))).toHaveLength(2);
  });

  it('ends its subscriptions when it is closed', async () => {
    const stream = aStream();
    await given.log.append(stream, 'none', events(2));
    const kinds: string[] = [];
    for await (const { kind } of given.log.subscribe({ filter: { streams: [stream] } })) {
      kinds.push(kind);
      if (kind === 'caught-up') setImmediate(() => void given.log.close());
    }
    // Its history may come in one message or in several.
    expect([...new Set(kinds)]).toEqual(['events', 'caught-up']);
    expect(kinds.at(-1)).toBe('caught-up');
  });

  it('may be closed twice', async () => {
    await given.log.close();
    await given.log.close();
    expect((await given.log.health()).ok).toBe(false);
  });

  it('is healthy while it is open', async () => {
    expect(await given.log.health()).toEqual({ ok: true });
  });
}
