import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamNotFoundError,
  streamNameFilter,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type Filter,
  type JSONEventData,
  type Position,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aStream, read, readAll, revisions, someEvents, untilCaughtUp } from './bare-client.js';

/**
 * What the engine relies on, or is armed against, as the bare client sees it. The FAKE node must keep to it as the
 * real server does: the same tests run on both.
 */
export function serverFacts(name: string, connectionString: () => string | Promise<string>): void {
  describe(`What is so with ${name}`, () => {
    let client: EventStoreDBClient;
    beforeAll(async () => {
      client = EventStoreDBClient.connectionString(await connectionString());
    });
    afterAll(() => client.dispose());

    const append = (
      stream: string,
      events: JSONEventData[],
      expectedRevision: AppendExpectedRevision = ANY,
    ) =>
      client.appendToStream(stream, events, {
        expectedRevision,
        credentials: { username: '', password: '' },
      });

    describe('appending again', () => {
      it.each<[string, AppendExpectedRevision]>([
        ['no stream', NO_STREAM],
        ['any', ANY],
      ])('gives the first answer and writes once with %s', async (_, expected) => {
        const [stream, batch] = [aStream(), someEvents(3)];
        const first = await append(stream, batch, expected);
        expect(await append(stream, batch, expected)).toEqual(first);
        expect(await revisions(client, stream)).toEqual([0n, 1n, 2n]);
      });

      it.each<[string, AppendExpectedRevision]>([
        ['the revision before', 1n],
        ['stream exists', STREAM_EXISTS],
      ])('gives the first answer and writes once with %s', async (_, expected) => {
        const [stream, batch] = [aStream(), someEvents(2)];
        await append(stream, someEvents(2), NO_STREAM);
        const first = await append(stream, batch, expected);
        expect(await append(stream, batch, expected)).toEqual(first);
        expect(await revisions(client, stream)).toHaveLength(4);
      });

      it('writes the same id again at the current revision', async () => {
        const [stream, batch] = [aStream(), someEvents(1)];
        await append(stream, batch, NO_STREAM);
        await append(stream, batch, 0n);
        expect(await revisions(client, stream)).toEqual([0n, 1n]);
      });

      it('writes an id twice that one append has twice', async () => {
        const [stream, batch] = [aStream(), someEvents(1)];
        await append(stream, [...batch, ...batch], NO_STREAM);
        expect(await revisions(client, stream)).toEqual([0n, 1n]);
      });

      it('refuses a retry that has one more event', async () => {
        const [stream, batch] = [aStream(), someEvents(2)];
        await append(stream, batch, NO_STREAM);
        for (const expected of [NO_STREAM, ANY] as const)
          await expect(append(stream, [...batch, ...someEvents(1)], expected)).rejects.toMatchObject({
            actualVersion: 1n,
          });
      });
    });

    it('answers an append with the position of its last event', async () => {
      const stream = aStream();
      const { position } = await append(stream, someEvents(3), NO_STREAM);
      const [last] = await read(client, stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 });
      expect(last?.position).toEqual(position);
    });

    it('tells the actual version, or that there is no stream', async () => {
      const stream = aStream();
      await expect(append(stream, someEvents(1), 3n)).rejects.toMatchObject({ actualVersion: 'no_stream' });
      await append(stream, someEvents(2), NO_STREAM);
      const refused = append(stream, someEvents(1), 5n);
      await expect(refused).rejects.toBeInstanceOf(WrongExpectedVersionError);
      await expect(refused).rejects.toMatchObject({
        streamName: stream,
        expectedVersion: 5n,
        actualVersion: 1n,
      });
    });

    it('appends nothing successfully, and creates nothing', async () => {
      const stream = aStream();
      await append(stream, [], NO_STREAM);
      await expect(read(client, stream)).rejects.toBeInstanceOf(StreamNotFoundError);
    });

    it('takes 1 MiB of data at once and no more', async () => {
      const half = { text: 'x'.repeat(512 * 1024 - 11) };
      const events = someEvents(2).map((event) => ({ ...event, data: half }));
      await append(aStream(), events, NO_STREAM);
      await expect(append(aStream(), [...events, ...someEvents(1)], NO_STREAM)).rejects.toBeInstanceOf(
        MaxAppendSizeExceededError,
      );
    });

    it('writes an append whole or not at all when its client gives up midway', async () => {
      for (let deadline = 1; deadline <= 30; deadline += 2) {
        const stream = aStream();
        const credentials = { username: '', password: '' };
        const options = { expectedRevision: NO_STREAM, credentials, deadline } as const;
        await client.appendToStream(stream, someEvents(1_000), options).catch(() => undefined);
        const written = await read(client, stream).catch(() => []);
        expect([0, 1_000]).toContain(written.length);
      }
    });

    it('gives nothing from beyond the end of a stream', async () => {
      const stream = aStream();
      await append(stream, someEvents(2), NO_STREAM);
      expect(await read(client, stream, { fromRevision: 5n })).toEqual([]);
    });

    describe('positions', () => {
      let stream: string;
      let positions: Position[];
      beforeAll(async () => {
        stream = aStream();
        await append(stream, someEvents(4), NO_STREAM);
        positions = (await read(client, stream)).flatMap(({ position }) => (position ? [position] : []));
      });
      const place = (n: number): Position => positions[n] ?? { commit: 0n, prepare: 0n };
      const madeUp = (): Position => ({ commit: place(1).commit + 1n, prepare: place(1).prepare + 1n });

      it('are included when reading forwards, and left out when reading backwards', async () => {
        const forwards = await readAll(client, { fromPosition: place(1), maxCount: 2 });
        expect(forwards).toEqual([place(1), place(2)]);
        const backwards = await readAll(client, {
          fromPosition: place(2),
          maxCount: 2,
          direction: BACKWARDS,
        });
        expect(backwards).toEqual([place(1), place(0)]);
      });

      it('are left out by a subscription', async () => {
        expect((await untilCaughtUp(client, place(1))).slice(0, 2)).toEqual([place(2), place(3)]);
      });

      it('make an unknown error where no record begins', async () => {
        const reading = readAll(client, { fromPosition: madeUp(), maxCount: 2 });
        await expect(reading).rejects.toThrow('ReadAllResult');
        await expect(reading).rejects.toMatchObject({ code: 2 });
        await expect(untilCaughtUp(client, madeUp())).rejects.toMatchObject({ code: 2 });
      });

      it('make silence beyond the end', async () => {
        const beyond = { commit: 10n ** 18n, prepare: 10n ** 18n };
        expect(await readAll(client, { fromPosition: beyond, maxCount: 2 })).toEqual([]);
        expect(await untilCaughtUp(client, beyond)).toEqual([]);
      });
    });

    it('finds by a regular expression what a prefix may miss by the rules of a language', async () => {
      const name = `${aStream()}-cafe`;
      await append(`${name}\u0301`, someEvents(1), NO_STREAM);
      const found = async (filter: Filter) => (await untilCaughtUp(client, undefined, filter)).length;
      expect(await found(streamNameFilter({ regex: `^${name}` }))).toBe(1);
      expect(await found(streamNameFilter({ prefixes: [name] }))).toBeLessThanOrEqual(1);
    });

    it('ignores the filter of a read of the whole log, as the client does not pass it on', async () => {
      await append(aStream(), someEvents(1));
      const filter = streamNameFilter({ prefixes: [aStream()] });
      const unfiltered = { filter, maxCount: 1 };
      expect(await readAll(client, unfiltered)).toHaveLength(1);
    });
  });
}
