import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openEventLog } from '#event-log';
import { aStream, events } from '#event-log/testing';
import { logUrl } from './recorded.js';
import { newDataDir, runSitrep, sitrep } from '../support/service.js';
import { until } from './until.js';

jest.setTimeout(60_000);
const root = newDataDir();
const exported = join(root, 'all.ndjson');
const into = (name: string) => ({ SITREP_DATA_DIR: join(root, name) });

beforeAll(async () => {
  const log = await openEventLog(logUrl(root));
  await Promise.all(Array.from({ length: 100 }, () => log.append(aStream(), 'none', events(20))));
  await log.close();
  await runSitrep(['export', exported, '--unsigned'], { SITREP_DATA_DIR: root });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('An import into a file', () => {
  it('leaves nothing where the disk has no room for all of it', async () => {
    const { exitCode, stderr } = await runSitrep(['import', exported], into('no-room'), 256);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/: the disk .*Nothing was recorded\.\n$/)]);
    expect(readdirSync(join(root, 'no-room'))).toEqual([]);
  });

  it('leaves no log when it is killed, and works the next time', async () => {
    const directory = join(root, 'killed');
    const importing = sitrep(['import', exported], into('killed'));
    const ended = once(importing.process, 'exit');
    const drafts = () => (existsSync(directory) ? readdirSync(directory) : []);
    await until(() => drafts().some((name) => existsSync(join(directory, name, 'events.db-wal'))));
    importing.process.kill('SIGKILL');
    await ended;
    expect(existsSync(join(directory, 'events.db'))).toBe(false);
    expect(await runSitrep(['import', exported], into('killed'))).toMatchObject({ exitCode: 0, stderr: '' });
    const { stdout } = await runSitrep(['export', '--unsigned'], into('killed'));
    expect(stdout).toBe(readFileSync(exported, 'utf8'));
  });
});
