import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goldenFilesKeepTheirMeaning } from '#decider/testing';
import type { NewEvent } from './event.js';
import type { EventLog } from './port.js';
import { openSqliteLog } from './sqlite/index.js';
import { aStream, all, anEvent, catchUp } from './testing/index.js';
import { type Upcaster, upcasting, withUpcasters } from './upcasting.js';

const upcasters: Upcaster[] = [
  {
    type: 'SampleTaken',
    from: 2,
    upcast: ({ liters }: { liters: number }) => ({ amount: { value: liters, unit: 'l' }, taker: 'unknown' }),
  },
  { type: 'SampleTaken', from: 1, upcast: ({ ml }: { ml: number }) => ({ liters: ml / 1_000 }) },
];

const written = (type: string, schemaVersion: number, data: object): NewEvent => {
  const event = anEvent(type, data);
  return { ...event, metadata: { ...event.metadata, schemaVersion } };
};

goldenFilesKeepTheirMeaning(
  'libs/event-log/testing/golden',
  ['SampleTaken', 'SampleLost'],
  upcasting(upcasters),
);

describe('upcasting', () => {
  const { schemaVersionOf, upcast } = upcasting(upcasters);

  it('knows the version in which each event type is written today', () => {
    expect(schemaVersionOf('SampleTaken')).toBe(3);
    expect(schemaVersionOf('SampleLost')).toBe(1);
  });

  it('leaves an event as it is that was written by a newer version', () => {
    const event = written('SampleTaken', 9, { shape: 'of tomorrow' });
    expect(upcast(event)).toBe(event);
  });

  it.each([
    ['there are two from one version', [1, 2, 2]],
    ['one is missing', [1, 3]],
    ['they begin too late', [2]],
  ])('refuses upcasters when %s', (_, versions) => {
    const steps = versions.map((from) => ({ type: 'SampleTaken', from, upcast: (data: object) => data }));
    expect(() => upcasting(steps)).toThrow('SampleTaken');
  });
});

describe('a log with upcasters', () => {
  const stream = aStream();
  let folder: string;
  let raw: EventLog;
  let log: EventLog;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sitrep-log-'));
    raw = await openSqliteLog({ file: join(folder, 'events.db') });
    log = withUpcasters(raw, upcasters);
    await log.append(stream, 'none', [
      written('SampleTaken', 1, { ml: 250 }),
      written('SampleTaken', 2, { liters: 2 }),
      written('SampleLost', 1, { where: 'Lab 4' }),
    ]);
  });
  afterAll(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });

  const newest = [
    { schemaVersion: 3, data: { amount: { value: 0.25, unit: 'l' }, taker: 'unknown' } },
    { schemaVersion: 3, data: { amount: { value: 2, unit: 'l' }, taker: 'unknown' } },
    { schemaVersion: 1, data: { where: 'Lab 4' } },
  ];
  const shapes = (events: readonly NewEvent[]) =>
    events.map(({ data, metadata: { schemaVersion } }) => ({ schemaVersion, data }));

  it('gives every event in its newest shape, however it is read', async () => {
    expect(shapes(await all(log.read(stream)))).toEqual(newest);
    expect(shapes(await all(log.readAll()))).toEqual(newest);
    expect(shapes((await catchUp(log.subscribe())).events)).toEqual(newest);
  });

  it('leaves in the log what was written', async () => {
    expect((await all(raw.read(stream))).map(({ data }) => data)).toEqual([
      { ml: 250 },
      { liters: 2 },
      { where: 'Lab 4' },
    ]);
  });

  it('ends a subscription that is told to return while it waits', async () => {
    const subscription = log.subscribe({ filter: { streams: ['nothing'] } })[Symbol.asyncIterator]();
    await subscription.next();
    const waiting = subscription.next();
    await subscription.return?.();
    expect(await waiting).toMatchObject({ done: true });
  });

  it('hands on what an upcaster throws', async () => {
    const broken = withUpcasters(raw, [
      {
        type: 'SampleLost',
        from: 1,
        upcast: () => {
          throw new Error('Unthinkable');
        },
      },
    ]);
    await expect(all(broken.read(stream))).rejects.toThrow('Unthinkable');
    await expect(catchUp(broken.subscribe())).rejects.toThrow('Unthinkable');
  });
});
