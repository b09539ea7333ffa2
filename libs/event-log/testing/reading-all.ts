import { expect, it } from '@jest/globals';
import { InvalidPosition } from '../errors.js';
import type { Position, RecordedEvent } from '../event.js';
import type { LogFilter } from '../port.js';
import type { Subject } from './harness.js';
import { all, failureOf, idsOf } from './reading.js';
import { aStream, anEvent, events } from './samples.js';

/** `$all`: order, filters, paging, positions. */
export function readingAll(given: Subject): void {
  it('gives the events of all streams in the order in which they were recorded', async () => {
    const kind = aStream('order');
    const written: string[] = [];
    for (let n = 0; n < 12; n++) {
      const batch = events(1 + (n % 3));
      await given.log.append(`${kind}-${n % 4}`, 'any', batch);
      written.push(...idsOf(batch));
    }
    const read = await all(given.log.readAll({ filter: { streams: [kind] } }));
    expect(idsOf(read)).toEqual(written);
    expectStrictlyRising(read);
  });

  it('gives what the filter names, and nothing else', async () => {
    const here = aStream('here');
    const there = aStream('there');
    const start = await given.log.head();
    const append = async (stream: string, type: string) => {
      await given.log.append(stream, 'any', [anEvent(type)]);
      return `${stream} ${type}`;
    };
    const written = [
      await append(`${here}-1`, 'Opened'),
      await append(`${there}-1`, 'Opened'),
      await append(`${here}-2`, 'Noted'),
      await append(`${there}-1`, 'Noted'),
      await append(`${here}-1`, 'Closed'),
      await append(`${here}-1`, 'OpenedAgain'),
    ];
    const givenBy = async (filter: LogFilter) => {
      const read = await all(given.log.readAll({ ...(start !== undefined && { after: start }), filter }));
      return read.map(({ stream, type }) => `${stream} ${type}`).filter((line) => written.includes(line));
    };
    const only = (...places: number[]) => places.map((n) => written[n]);
    expect(await givenBy({})).toEqual(written);
    expect(await givenBy({ streams: [here] })).toEqual(only(0, 2, 4, 5));
    expect(await givenBy({ streams: [`${here}-1`] })).toEqual(only(0, 4, 5));
    expect(await givenBy({ streams: [`${here}-1`, `${there}-`] })).toEqual(only(0, 1, 3, 4, 5));
    expect(await givenBy({ types: ['Opened'] })).toEqual(only(0, 1));
    expect(await givenBy({ types: ['Opened', 'Closed'] })).toEqual(only(0, 1, 4));
    expect(await givenBy({ streams: [here], types: ['Opened', 'Noted'] })).toEqual(only(0, 2));
    expect(await givenBy({ streams: [here, there], types: ['Nothing'] })).toEqual([]);
    expect(await givenBy({ streams: [] })).toEqual([]);
    expect(await givenBy({ types: [] })).toEqual([]);
  });

  it('takes the characters of a filter as they are', async () => {
    const kind = aStream('kind');
    await given.log.append(`${kind}_a%`, 'none', [anEvent('A_%')]);
    await given.log.append(`${kind}xa!`, 'none', [anEvent('Axx')]);
    await given.log.append(`${kind.toUpperCase()}_A%`, 'none', [anEvent('a_%')]);
    const names = async (filter: LogFilter) =>
      (await all(given.log.readAll({ filter })))
        .map(({ stream }) => stream)
        .filter((name) => name.startsWith(kind));
    expect(await names({ streams: [`${kind}_`] })).toEqual([`${kind}_a%`]);
    expect(await names({ streams: [kind], types: ['A_%'] })).toEqual([`${kind}_a%`]);
    expect(await names({ streams: [`${kind}.`] })).toEqual([]);
  });

  it('gives every event once to whoever pages by position, whatever is appended meanwhile', async () => {
    const kind = aStream('paged');
    const filter = { streams: [kind] };
    const written = events(400);
    const write = async (from: number, to: number) => {
      for (let n = from; n < to; n += 4)
        await given.log.append(`${kind}-${n % 7}`, 'any', written.slice(n, n + 4));
    };
    await write(0, 200);
    const writing = write(200, 400);
    const read: RecordedEvent[] = [];
    let after: Position | undefined;
    for (let finished = false; ;) {
      const page = await all(given.log.readAll({ ...(after !== undefined && { after }), filter, limit: 7 }));
      read.push(...page);
      after = page.at(-1)?.position ?? after;
      expect(page.length).toBeLessThanOrEqual(7);
      if (page.length > 0) continue;
      if (finished) break;
      await writing;
      finished = true;
    }
    expect(idsOf(read)).toEqual(idsOf(written));
    expectStrictlyRising(read);
  });

  it('counts only what passes the filter against the limit', async () => {
    const kind = aStream('limited');
    for (let n = 0; n < 30; n++)
      await given.log.append(`${kind}-${n}`, 'none', [anEvent(n % 10 === 0 ? 'Rare' : 'Common', { n })]);
    const read = await all(given.log.readAll({ filter: { streams: [kind], types: ['Rare'] }, limit: 2 }));
    expect(read.map(({ data }) => data)).toEqual([{ n: 0 }, { n: 10 }]);
  });

  it('knows its head: nothing of ours comes after it, and an append moves it', async () => {
    const stream = aStream();
    const { position } = await given.log.append(stream, 'none', events(3));
    const head = await given.log.head();
    expect(head !== undefined && head >= position).toBe(true);
    expect(await all(given.log.readAll({ after: position, filter: { streams: [stream] } }))).toEqual([]);
    await given.log.append(stream, 'any', events(1));
    const moved = await given.log.head();
    expect(head !== undefined && moved !== undefined && moved > head).toBe(true);
  });

  it('knows which positions it has given out, also those that it gave to another who writes to it', async () => {
    const appended = await given.log.append(aStream(), 'none', events(2));
    for (const event of await all(given.log.readAll()))
      expect(await given.log.has(event.position)).toBe(true);
    const another = await given.another();
    expect(await another.has(appended.position)).toBe(true);
    const beyond = appended.position.replaceAll(/^0{4}/g, '0001');
    for (const made of ['', 'made-up', '12', beyond]) expect(await given.log.has(made)).toBe(false);
  });

  it.each(['', 'x', '-1', '12', ' ', '1.5', '0x10', 'NaN', '９'.repeat(16), '1'.repeat(17), '%'])(
    'refuses %p for a position',
    async (after) => {
      await given.log.append(aStream(), 'none', events(1));
      const read = await failureOf(all(given.log.readAll({ after })));
      expect(read).toBeInstanceOf(InvalidPosition);
      expect(read).toMatchObject({ position: after });
      expect(await failureOf(all(given.log.subscribe({ after })))).toBeInstanceOf(InvalidPosition);
    },
  );
}

function expectStrictlyRising(read: readonly RecordedEvent[]): void {
  const positions = read.map(({ position }) => position);
  expect(positions).toEqual([...new Set(positions)].sort());
}
