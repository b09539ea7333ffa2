import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { parseCheckpoint, parseNote } from '#audit';
import { type RecordedEvent, openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { FakeNode } from '#event-log/fake-node';
import { lastCheckpoint, leafOf, opened, rootOf } from '../support/checkpoints.js';
import { declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { type Service, adminKey, newDataDir, runSitrep, startService } from '../support/service.js';
import { logUrl, recordedIn } from './recorded.js';
import { until } from './until.js';

const env = { SITREP_CHECKPOINT_SECONDS: '1' };

/** What the service says of its health to anybody. */
async function degradedOf({ url }: HostedService): Promise<readonly string[]> {
  const answer = (await (await fetch(`${url}/health/ready`)).json()) as { degraded: readonly string[] };
  return answer.degraded;
}

describe('A log that somebody has altered while the service was stopped', () => {
  const unaltered = newDataDir();
  let dataDir: string;
  let service: HostedService | undefined;

  beforeAll(async () => {
    const honest = await hostService({ dataDir: unaltered, env });
    for (let count = 0; count < 3; count += 1) await declare(honest.url);
    await honest.stop();
  });
  afterAll(() => {
    rmSync(unaltered, { recursive: true });
  });
  beforeEach(() => {
    dataDir = newDataDir();
    cpSync(unaltered, dataDir, { recursive: true });
  });
  afterEach(async () => {
    await service?.stop();
    service = undefined;
    rmSync(dataDir, { recursive: true });
  });

  /** Changes the file of the log as one who may write it can, and lets the views be made anew. */
  function alter(sql: string): void {
    const db = new Database(join(dataDir, 'events.db'));
    db.exec(sql);
    db.close();
    for (const file of readdirSync(dataDir).filter((name) => name.startsWith('views-')))
      rmSync(join(dataDir, file));
  }

  async function refusalOf(opened: HostedService): Promise<readonly string[]> {
    service = opened;
    await declare(opened.url);
    await until(async () => (await degradedOf(opened)).length > 0);
    return degradedOf(opened);
  }

  const cut = 'DELETE FROM events WHERE position = (SELECT max(position) FROM events)';

  /** What asking the service for an export gives: its status, and the code and message of a refusal. */
  async function exportOf({ url }: HostedService, query: string): Promise<readonly unknown[]> {
    const headers = { authorization: `Bearer ${adminKey}` };
    const answer = await fetch(`${url}/export${query}`, { headers });
    const { errors } = (await answer.json()) as {
      errors: { message: string; extensions: { code: string } }[];
    };
    return [answer.status, errors[0]?.extensions.code, errors[0]?.message];
  }

  const parts = ['', '?incident=INC-1', '?from=2026-01-01T00:00:00Z'];

  const exportAt = (file: string, ...options: string[]) =>
    runSitrep(['export', file, ...options], { SITREP_DATA_DIR: dataDir });

  const checkpointsNow = async (): Promise<number> =>
    (await recordedIn(dataDir)).filter(({ type }) => type === 'CheckpointSigned').length;

  it('is signed no more, and the service says why', async () => {
    const before = await checkpointsNow();
    alter(
      `UPDATE events SET data = replace(data, 'Checkout', 'Nothing'), hash = zeroblob(32) WHERE position = 2`,
    );
    const own = await startService({ dataDir, env });
    expect(await refusalOf(own)).toEqual([
      expect.stringMatching(/first \d+ events of the log are not those that/),
    ]);
    expect(own.stderr()).toMatch(/are not those that/);
    await own.stop();
    expect(await checkpointsNow()).toBe(before);
  });

  it('is found to be cut short, by the file beside it, and then not exported, whole or in part', async () => {
    alter(cut);
    const hosted = await hostService({ dataDir, env });
    expect(await refusalOf(hosted)).toEqual([
      expect.stringMatching(/Events are missing|are not those that the file checkpoint in/),
    ]);
    const message = expect.stringMatching(
      /^The export cannot be signed: (Events are missing|.* are not those)/,
    );
    for (const part of parts) expect(await exportOf(hosted, part)).toEqual([500, 'RECORD_ALTERED', message]);
  });

  it('is not exported where it is altered under a service that has its views, either', async () => {
    service = await hostService({ dataDir, env });
    const db = new Database(join(dataDir, 'events.db'));
    db.exec('UPDATE events SET hash = zeroblob(32) WHERE position = 2');
    db.close();
    for (const part of parts)
      expect(await exportOf(service, part)).toEqual([
        500,
        'RECORD_ALTERED',
        expect.stringMatching(/are not those that/),
      ]);
  });

  it('is exported at the command line without a signature only', async () => {
    alter(cut);
    const file = join(dataDir, 'export.ndjson');
    const options = [[], ['--incident', 'INC-1'], ['--from', '2026-01-01']];
    for (const option of options) {
      expect(await exportAt(file, ...option)).toEqual({
        exitCode: 1,
        stdout: '',
        stderr: expect.stringMatching(/cannot be signed: Events are missing: .* --unsigned/),
      });
      expect(readdirSync(dataDir).filter((name) => name.startsWith('export'))).toEqual([]);
    }
    expect(await exportAt(file, '--unsigned')).toMatchObject({ exitCode: 0 });
    expect(existsSync(file)).toBe(true);
  });

  it('is not exported with a signature once other events have taken their place', async () => {
    alter('DELETE FROM events WHERE position > 3');
    const log = await openEventLog(logUrl(dataDir));
    for (let count = 0; count < 20; count += 1) await log.append('weather-1', 'any', [anEvent()]);
    await log.close();
    expect(await exportAt(join(dataDir, 'export.ndjson'))).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/events of the log are not those that the file checkpoint in/),
    });
  });

  it('is not exported with a signature where its last checkpoint says so, though the file is gone', async () => {
    rmSync(join(dataDir, 'checkpoint'));
    alter('UPDATE events SET hash = zeroblob(32) WHERE position = 2');
    expect(await exportAt(join(dataDir, 'export.ndjson'))).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/events of the log are not those that checkpoint \d+ of the log covers/),
    });
  });
});

describe('A node whose clock is set back while something waits for a checkpoint', () => {
  let service: Service;
  beforeAll(async () => {
    const clock = new URL('../support/settable-clock.js', import.meta.url).href;
    const shifted = { SITREP_CHECKPOINT_SECONDS: '3', NODE_OPTIONS: `--import=${clock}` };
    service = await startService({ env: shifted });
  });
  afterAll(() => service.kill());

  it('signs it as soon as ever', async () => {
    const { position } = await declare(service.url);
    // It is in the views by now, and waits.
    await pause(500);
    service.process.kill('SIGUSR2');
    await until(async () => ((await lastCheckpoint(service.url))?.position ?? '') >= position);
  });
});

describe('Two nodes on one EventStoreDB, which a FAKE in this process stands for', () => {
  const directories = [newDataDir(), newDataDir()];
  let node: FakeNode;
  let services: HostedService[] = [];
  let log: RecordedEvent[];

  beforeAll(async () => {
    node = await FakeNode.start();
    const shared = { ...env, SITREP_EVENT_LOG: node.connectionString };
    services = await Promise.all(directories.map((dataDir) => hostService({ dataDir, env: shared })));
    for (let round = 0; round < 3; round += 1) {
      const declared = await Promise.all(services.map(({ url }) => declare(url)));
      const last =
        declared
          .map(({ position }) => position)
          .sort()
          .at(-1) ?? '';
      for (const { url } of services)
        await until(async () => ((await lastCheckpoint(url))?.position ?? '') >= last);
    }
    const open = await openEventLog(node.connectionString);
    log = [];
    for await (const event of open.readAll()) log.push(event);
    await open.close();
  }, 120_000);
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await node.down();
    for (const directory of directories) rmSync(directory, { recursive: true });
  });

  it('write one chain of checkpoints, each of which stands', () => {
    const signed = log.filter(({ type }) => type === 'CheckpointSigned');
    expect(signed.length).toBeGreaterThanOrEqual(3);
    expect(signed.map(({ revision }) => revision)).toEqual(signed.map((_, at) => at));
    const sizes = signed.map(({ data }) => {
      if (!('note' in data) || !('verifierKey' in data)) throw new Error('Not a checkpoint');
      const { root, size } = opened(String(data.note), String(data.verifierKey));
      expect(rootOf(log.slice(0, size).map(({ hash }) => leafOf(hash))).toString('base64')).toBe(root);
      return size;
    });
    expect(sizes).toEqual([...new Set(sizes)].sort((one, other) => one - other));
  });

  it('call the log by one name', async () => {
    const origins = await Promise.all(
      services.map(
        async ({ url }) => parseCheckpoint(parseNote((await lastCheckpoint(url))?.note ?? '').text).origin,
      ),
    );
    expect(origins).toEqual([`sitrep/${log[0]?.id}`, `sitrep/${log[0]?.id}`]);
  });

  it('both get on', async () => {
    for (const service of services) expect(await degradedOf(service)).toEqual([]);
  });
});
