import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#event-log';
import { type Service, newDataDir, startService } from '../support/service.js';
import { recordedByKey, recordedIn, revisionsByStream } from './recorded.js';
import { until } from './until.js';
import { rebuiltRows, rowsIn } from './views-rows.js';
import { Writers } from './writers.js';

const stalls = 4;
/** How long clients wait, and how much longer the service says nothing. */
const timeoutMs = 500;
const stallMs = 900;

const dataDir = newDataDir();
const writers = new Writers();
let service: Service;
let events: RecordedEvent[] = [];

const comeTo = (acknowledged: number) => until(() => writers.acknowledged.size >= acknowledged);

beforeAll(async () => {
  service = await startService({ dataDir });
  const stopping = new AbortController();
  const writing = writers.write([service.url], stopping.signal, { connections: 16, timeoutMs });
  for (let stall = 1; stall <= stalls; stall += 1) {
    await comeTo(stall * 50);
    service.process.kill('SIGSTOP');
    await pause(stallMs);
    service.process.kill('SIGCONT');
  }
  await comeTo((stalls + 1) * 50);
  stopping.abort();
  await writing;
  await writers.sendOpen(service.url);
  events = await recordedIn(dataDir);
}, 60_000);

afterAll(async () => {
  await service.stop();
  rmSync(dataDir, { recursive: true });
});

describe('A service that stalls under impatient writers', () => {
  it('is asked again by those who gave up, and gives some of them the first answer', () => {
    const impatient = [...writers.tries.values()].filter((outcomes) => outcomes.includes('NO_ANSWER'));
    expect(impatient.length).toBeGreaterThan(stalls);
    expect(writers.replays).toBeGreaterThan(0);
    expect(writers.open).toEqual([]);
  });

  it('has recorded what it acknowledged and nothing else, each command once', () => {
    const acknowledged = [...writers.acknowledged].filter(([, recorded]) => recorded.length > 0);
    // A try that was given up may still be under way when the next one is refused by a rule, and be recorded later.
    const givenUp = ([key]: [string, unknown]) =>
      !writers.acknowledged.has(key) && writers.tries.get(key)?.includes('NO_ANSWER') === true;
    const held = [...recordedByKey(events)].filter((entry) => !givenUp(entry));
    expect(new Map(held)).toEqual(new Map(acknowledged));
    for (const revisions of revisionsByStream(events)) expect(revisions).toEqual(revisions.map((_, n) => n));
  });

  it('has the views that a fresh build gives', async () => {
    expect(rowsIn(dataDir)).toEqual(await rebuiltRows(dataDir));
  });
});
