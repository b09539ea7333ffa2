import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { chainHash } from '../chain.js';
import { InvalidPosition, LogUnavailable } from '../errors.js';
import { all, anEvent, aStream, events, failureOf, idsOf } from '../testing/index.js';
import { fromPosition, toPosition } from './positions.js';
import { noLeaderInfo, notReady, stopping } from './testing/fake-failures.js';
import { FakeHarness } from './testing/fake-harness.js';

const given = new FakeHarness();
afterEach(() => given.release());

/** The reads that the node still has open, once what is on its way to it has arrived. */
async function openReads(): Promise<number> {
  for (let n = 0; given.node.streams.openReads > 0 && n < 50; n++) await pause(10);
  return given.node.streams.openReads;
}

describe('A read of EventStoreDB', () => {
  it('leaves no stream open, however it is left', async () => {
    const log = await given.open();
    const stream = aStream();
    await log.append(stream, 'none', events(300));
    for (let n = 0; n < 40; n++) {
      await all(log.read(aStream('missing')));
      for await (const { revision } of log.read(stream)) if (revision === 2) break;
      for await (const { revision } of log.readAll({ limit: 50 })) if (revision === 2) break;
    }
    expect(await openReads()).toBe(0);
    expect((await log.append(stream, 299, events(1))).revision).toBe(300);
  });

  it('holds no stream open while its consumer thinks', async () => {
    const log = await given.open();
    const stream = aStream();
    for (let n = 0; n < 4; n++) await log.append(stream, 'any', events(500));
    let longest = 0;
    let read = 0;
    for await (const { revision } of log.read(stream)) {
      read++;
      if (revision % 500 === 0) longest = Math.max(longest, await openReads());
    }
    expect(read).toBe(2_000);
    expect(longest).toBe(0);
  });

  it('holds no more than a few big events at a time', async () => {
    await given.open();
    const log = await given.openAnother(undefined, { bufferedCharacters: 500_000 });
    const stream = aStream();
    const big = Array.from({ length: 12 }, (_, n) =>
      anEvent('NoteRecorded', { n, text: 'x'.repeat(200_000) }),
    );
    for (let n = 0; n < 12; n += 4) await log.append(stream, 'any', big.slice(n, n + 4));
    expect(idsOf(await all(log.read(stream)))).toEqual(idsOf(big));
    expect(idsOf(await all(log.readAll()))).toEqual(idsOf(big));
    expect(await openReads()).toBe(0);
  });

  it('gives each event once when the server sends each twice', async () => {
    const log = await given.open();
    const stream = aStream();
    const written = events(400);
    const { position } = await log.append(stream, 'none', written.slice(0, 100));
    await log.append(stream, 99, written.slice(100));
    given.node.faults.sendsTwice = true;
    expect(idsOf(await all(log.read(stream)))).toEqual(idsOf(written));
    expect(idsOf(await all(log.readAll()))).toEqual(idsOf(written));
    expect(idsOf(await all(log.readAll({ after: position })))).toEqual(idsOf(written.slice(100)));
  });

  it("gives none of the server's own events, and does not count them", async () => {
    const log = await given.open();
    const written = events(40);
    for (const event of written) await log.append(aStream(), 'none', [event]);
    expect(idsOf(await all(log.readAll()))).toEqual(idsOf(written));
    expect(idsOf(await all(log.readAll({ limit: 33 })))).toEqual(idsOf(written.slice(0, 33)));
    expect(idsOf(await all(log.readAll({ filter: { types: ['NoteRecorded'] } })))).toEqual(idsOf(written));
  });

  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"by hand"'],
    ['a list', '[1]'],
    ['no hash', '{"by":"hand"}'],
    ['a hash that is none', '{"hash":"by hand"}'],
  ])('gives what another program has written, as not sealed, with %s for metadata', async (_, metadata) => {
    const log = await given.open();
    const stream = aStream();
    const contentType = 'application/json';
    const [id, type] = [anEvent().id, 'WrittenByHand'];
    given.node.store.append(stream, -1n, [
      { id, type, contentType, data: Buffer.from('{}'), metadata: Buffer.from(metadata) },
    ]);
    await log.append(stream, 0, events(2));
    const read = await all(log.read(stream));
    const [foreign, first, second] = read;
    expect(foreign).toMatchObject({ id, type, hash: '' });
    expect(first?.hash).toBe(chainHash({ ...anEvent(), stream, revision: 1, ...first }, ''));
    expect(second?.hash).toBe(
      chainHash({ ...anEvent(), stream, revision: 2, ...second }, first?.hash ?? null),
    );
    expect(await all(log.readAll())).toEqual(read);
  });

  it('finds its head behind events of the server itself', async () => {
    const log = await given.open();
    expect(await log.head()).toBeUndefined();
    const { position } = await log.append(aStream(), 'none', events(1));
    given.node.store.writeSystemEvents(3_000);
    expect(await log.head()).toBe(position);
  });

  it.each([notReady, noLeaderInfo, stopping])(
    'is tried again while the server is away (%p)',
    async (error) => {
      const log = await given.open();
      const stream = aStream();
      await log.append(stream, 'none', events(3));
      given.node.faults.refusal = error;
      const reading = Promise.all([all(log.read(stream)), all(log.readAll()), log.head()]);
      await pause(100);
      given.node.faults.refusal = undefined;
      const [ofStream, ofAll, head] = await reading;
      expect(ofStream).toHaveLength(3);
      expect(ofAll).toEqual(ofStream);
      expect(head).toBe(ofAll[2]?.position);
    },
  );

  it('goes on where it was when the connection breaks amid it', async () => {
    const log = await given.open();
    const stream = aStream();
    const written = Array.from({ length: 6 }, () => events(500));
    for (const batch of written) await log.append(stream, 'any', batch);
    const read: string[] = [];
    for await (const { id } of log.read(stream)) {
      read.push(id);
      if (read.length % 400 === 0) given.node.wire.cut();
    }
    expect(read).toEqual(idsOf(written.flat()));
  });

  it('is unavailable when no page comes in time', async () => {
    await given.open();
    const log = await given.openAnother(undefined, { readTimeout: 200, readSilence: 60 });
    given.node.wire.freeze();
    expect(await failureOf(all(log.read(aStream())))).toBeInstanceOf(LogUnavailable);
    expect(await failureOf(all(log.readAll()))).toBeInstanceOf(LogUnavailable);
    expect(await failureOf(all(log.readAll({ filter: { streams: ['x'] } })))).toBeInstanceOf(LogUnavailable);
    expect(await failureOf(log.head())).toBeInstanceOf(LogUnavailable);
  });

  it('ends with the reason of a signal also while it waits for the server', async () => {
    const log = await given.open();
    given.node.faults.refusal = notReady;
    const reason = new Error('Nobody waits any more');
    const leaving = new AbortController();
    const reads = [
      all(log.read(aStream(), { signal: leaving.signal })),
      all(log.readAll({ signal: leaving.signal })),
      all(log.readAll({ signal: leaving.signal, filter: {} })),
    ].map(failureOf);
    await pause(30);
    leaving.abort(reason);
    expect(await Promise.all(reads)).toEqual([reason, reason, reason]);
  });

  describe('after a position that the log never gave out', () => {
    it.each([
      ['is between two events', (position: string) => shifted(position, 1n)],
      ['is before the first event', () => toPosition({ commit: 0n, prepare: 0n })],
      ['is beyond the end', (position: string) => shifted(position, 10n ** 12n)],
      ['has another prepare', (position: string) => otherPrepare(position)],
      ["is that of one of the server's own events", () => toPosition({ commit: 548n, prepare: 548n })],
    ])('is refused when it %s', async (_, change) => {
      const log = await given.open();
      const { position } = await log.append(aStream(), 'none', events(2));
      await log.append(aStream(), 'none', events(2));
      const after = change(position);
      for (const filter of [undefined, { streams: ['incident'] }]) {
        const options = { after, ...(filter && { filter }) };
        expect(await failureOf(all(log.readAll(options)))).toBeInstanceOf(InvalidPosition);
        expect(await failureOf(all(log.subscribe(options)))).toBeInstanceOf(InvalidPosition);
      }
    });
  });

  describe('of its health', () => {
    it('is well when the leader answers', async () => {
      const log = await given.open();
      expect(await log.health()).toEqual({ ok: true });
    });

    it.each([notReady, noLeaderInfo])('says what is wrong when the server does (%p)', async (error) => {
      const log = await given.open();
      given.node.faults.refusal = error;
      expect(await log.health()).toMatchObject({
        ok: false,
        reason: expect.stringContaining(error().details) as unknown,
      });
    });

    it.each(['frozen', 'down'])('says so when the server is %s', async (how) => {
      const log = await given.open();
      if (how === 'frozen') given.node.wire.freeze();
      else await given.node.down();
      const { ok, reason } = await log.health();
      expect(ok).toBe(false);
      expect(reason).toContain('could not be read');
    });
  });
});

function shifted(position: string, by: bigint): string {
  const { commit, prepare } = fromPosition(position);
  return toPosition({ commit: commit + by, prepare: prepare + by });
}

function otherPrepare(position: string): string {
  const { commit, prepare } = fromPosition(position);
  return toPosition({ commit, prepare: prepare - 1n });
}
