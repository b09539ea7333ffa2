import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, codesOf, send } from '../support/client.js';
import { hostService } from '../support/hosted.js';
import {
  type Service,
  adminKey,
  newDataDir,
  runSitrep,
  settingsOf,
  startService,
} from '../support/service.js';
import { recordedByKey, recordedIn } from './recorded.js';
import { until } from './until.js';
import { rebuiltRows, rowsIn } from './views-rows.js';
import { type Recorded, Writers } from './writers.js';

const dataDir = newDataDir();
const writers = new Writers();
let service: Service;

const refusals = () =>
  [...writers.tries.values()].flat().filter((outcome) => outcome === 'UNAVAILABLE').length;

beforeAll(async () => {
  // Nor have the views room, and those who wait for them should not wait for long.
  const env = { SITREP_PROJECTION_TIMEOUT_MS: '200' };
  service = await startService({ dataDir, env, largestFile: 1000 });
  const stopping = new AbortController();
  const writing = writers.write([service.url], stopping.signal, { connections: 16 });
  await until(() => refusals() >= 50);
  stopping.abort();
  await writing;
}, 60_000);

afterAll(async () => {
  await service.stop();
  rmSync(dataDir, { recursive: true });
});

/** The commands that recorded something, as those who sent them know it. */
const acknowledged = () => new Map([...writers.acknowledged].filter(([, recorded]) => recorded.length > 0));

describe('A service whose disk is full', () => {
  it('recorded what it had room for, and says of the rest that it did not', () => {
    expect(acknowledged().size).toBeGreaterThan(10);
    const settled = ['OK', 'RULE_VIOLATION', 'OUTCOME_UNKNOWN'];
    const others = [...writers.tries.values()].flat().filter((outcome) => !settled.includes(outcome));
    expect(new Set(others)).toEqual(new Set(['UNAVAILABLE']));
  });

  it('goes on answering queries', async () => {
    const answer = await ask<{ incidents: { totalCount: number }; log: { edges: unknown[] } }>(
      service.url,
      '{ incidents { totalCount } log(first: 1000) { edges { cursor } } }',
    );
    expect(answer.incidents.totalCount).toBeGreaterThan(0);
    const recorded = [...acknowledged().values()].flat();
    expect(answer.log.edges.length).toBeGreaterThanOrEqual(recorded.length);
  });

  it('is not ready, and says why', async () => {
    // What is smaller might still have found some room.
    const input = { incidentId: 'INC-1', kind: 'ACTION', body: 'x'.repeat(10_000) };
    await until(async () => {
      const mutation = 'mutation ($input: RecordNoteInput!) { recordNote(input: $input) { position } }';
      return codesOf(await send(service.url, mutation, { input })).includes('UNAVAILABLE');
    });
    const health = await fetch(`${service.url}/health/ready`);
    expect(health.status).toBe(503);
    const { reasons, status } = (await health.json()) as { reasons: string[]; status: string };
    expect(status).toBe('unavailable');
    expect(reasons[0]).toMatch(/^The log .*events\.db cannot be used: the disk .* \(SQLITE_/);
    for (const reason of reasons.slice(1)) expect(reason).toMatch(/views-\w+\.db cannot be used \(SQLITE_/);
  });

  it('says in the lines that it logs to which request they belong', async () => {
    const query = `mutation { recordNote(input: { incidentId: "INC-1", kind: ACTION, body: "${'x'.repeat(10_000)}" }) { position } }`;
    const headers = {
      authorization: `Bearer ${adminKey}`,
      'content-type': 'application/json',
      'x-correlation-id': 'a-request-of-this-test',
    };
    await fetch(`${service.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const said = () =>
      service
        .stderr()
        .split('\n')
        .find((line) => line.includes('a-request-of-this-test'));
    // What a process writes arrives by another way than its answer.
    await until(() => said() !== undefined);
    expect(JSON.parse(said() ?? '{}')).toMatchObject({
      correlationId: 'a-request-of-this-test',
      msg: 'log unavailable',
    });
  });

  it('has in its log what it acknowledged, and nothing that it refused', async () => {
    await service.stop();
    const held = recordedByKey(await recordedIn(dataDir));
    for (const [key, recorded] of acknowledged()) expect([key, held.get(key)]).toEqual([key, recorded]);
    const unknown = [...held.keys()].filter((key) => !writers.acknowledged.has(key));
    for (const key of unknown) expect(writers.tries.get(key)).toContain('OUTCOME_UNKNOWN');
  });

  it('records the rest, once, when it has room again and they are sent again', async () => {
    service = await startService({ dataDir });
    expect(writers.open.length).toBeGreaterThan(0);
    await writers.sendOpen(service.url);
    expect(writers.open).toEqual([]);
    const held = recordedByKey(await recordedIn(dataDir));
    expect(held).toEqual(new Map<string, readonly Recorded[]>(acknowledged()));
    await service.stop();
    expect(rowsIn(dataDir)).toEqual(await rebuiltRows(dataDir));
  });
});

describe('A log that there is no room for', () => {
  it('is not begun, leaves nothing behind, and is made once there is room', async () => {
    const emptyDir = newDataDir();
    const { exitCode, stderr } = await runSitrep(['serve'], settingsOf(emptyDir), 8);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^The log is not available: .*events\.db cannot be used: the disk .*\n$/);
    expect(readdirSync(emptyDir)).toEqual([]);
    const started = await hostService({ dataDir: emptyDir });
    await started.stop();
    rmSync(emptyDir, { recursive: true });
  });
});
