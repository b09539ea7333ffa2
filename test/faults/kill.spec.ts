import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#event-log';
import type { Rows } from '#views/testing';
import { type Service, newDataDir, startService } from '../support/service.js';
import { recordedByKey, recordedIn, revisionsByStream } from './recorded.js';
import { until } from './until.js';
import { rebuiltRows, rowsIn } from './views-rows.js';
import { Writers } from './writers.js';

const rounds = 20;
const comparedRounds = 5;

const dataDir = newDataDir();
const writers = new Writers();
const compared: { afterKills: number; rows: Rows; rebuilt: Rows }[] = [];
let service: Service | undefined;
let events: RecordedEvent[] = [];

async function compare(afterKills: number): Promise<void> {
  compared.push({ afterKills, rows: rowsIn(dataDir), rebuilt: await rebuiltRows(dataDir) });
}

beforeAll(async () => {
  for (let kills = 0; kills < rounds; kills += 1) {
    service = await startService({ dataDir });
    if (kills > 0 && kills % comparedRounds === 0) await compare(kills);
    const killing = new AbortController();
    const writing = writers.write([service.url], killing.signal);
    const enough = writers.acknowledged.size + randomInt(20, 80);
    await until(() => writers.acknowledged.size >= enough);
    await pause(randomInt(10));
    killing.abort();
    await service.kill();
    await writing;
  }
  service = await startService({ dataDir });
  await compare(rounds);
  await writers.sendOpen(service.url);
  await service.stop();
  events = await recordedIn(dataDir);
}, 290_000);

afterAll(async () => {
  await service?.kill();
  rmSync(dataDir, { recursive: true });
});

describe('A service that was killed twenty times under 32 writers', () => {
  it('was written to, and cut off in the middle of it', () => {
    const tries = [...writers.tries.values()];
    expect(tries.filter((outcomes) => outcomes.includes('NO_ANSWER')).length).toBeGreaterThan(rounds);
    expect(writers.acknowledged.size).toBeGreaterThanOrEqual(20 * rounds);
    expect(writers.open).toEqual([]);
  });

  it('has recorded what it acknowledged and nothing else, each command once', () => {
    const acknowledged = [...writers.acknowledged].filter(([, recorded]) => recorded.length > 0);
    expect(recordedByKey(events)).toEqual(new Map(acknowledged));
  });

  it('gave the first answer to some of those who sent their command again', () => {
    expect(writers.replays).toBeGreaterThan(0);
  });

  it('has each event once, and no holes in any stream or in the log', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, index) => index + 1));
    for (const revisions of revisionsByStream(events)) expect(revisions).toEqual(revisions.map((_, n) => n));
  });

  it('had after its restarts the views that a fresh build gives, row for row', () => {
    expect(compared).toHaveLength(rounds / comparedRounds);
    for (const { rebuilt, rows } of compared) {
      expect(rebuilt['words']?.length).toBeGreaterThan(0);
      expect(rows).toEqual(rebuilt);
    }
  });
});
