import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { newDataDir, runSitrep } from '../support/service.js';

const root = newDataDir();
const nowhere = join(root, 'mistyped');
const sitrep = (...args: string[]) => runSitrep(args, { SITREP_DATA_DIR: nowhere });

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('a command that cannot be done as it was given', () => {
  it.each([
    ['export', ['--incident', 'INC-1', '--from', '2026-11-01'], /not both/, 1],
    ['export', ['--from', '2026-11-02', '--to', '2026-11-01'], /--to a later time/, 1],
    ['export', ['--from', '2026-11-02', '--to', '2026-11-02T00:00:00Z'], /--to a later time/, 1],
    ['export', ['--from', '2026-02-30'], /Give a time such as/, 1],
    ['export', [root], /is there already/, 1],
    ['export', [''], /Give the file a name/, 1],
    [
      'export',
      [join(root, 'nodir', 'all.ndjson')],
      /all\.ndjson cannot be made: there is no directory .*nodir\.\n$/,
      1,
    ],
    ['export', [], /There is no log/, 1],
    [
      'demo',
      ['nosuch', '--key', 'key'],
      /There is no demo nosuch: there are organization and gitlab-2017/,
      1,
    ],
    ['demo', ['--key', 'sitrep_4mJ…'], /Give all of the key, as it was printed/, 1],
    ['demo', ['gitlab-2017', '--key', ''], /Give all of the key, as it was printed/, 1],
    ['rebuild', [], /There is no log/, 1],
    ['verify', [join(nowhere, 'events.db')], /no such file/, 2],
    ['verify', ['all.ndjson', '--key', root], /Give a verifier key/, 2],
    ['verify', ['all.ndjson', '--from', '2026-11-02'], /give --metrics, too/, 2],
    [
      'verify',
      ['all.ndjson', '--metrics', '--from', '2026-11-02', '--to', '2026-11-01'],
      /--to a later time/,
      2,
    ],
  ])('is refused in a sentence: %s %j', async (command, args, why, status) => {
    const { exitCode, stderr, stdout } = await sitrep(command, ...args);
    expect([exitCode, stdout, stderr]).toEqual([status, '', expect.stringMatching(why)]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(nowhere)).toBe(false);
  });
});
