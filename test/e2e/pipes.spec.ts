import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newSignerKey, parseSigner } from '#audit';
import { newDataDir, runInShell } from '../support/service.js';

// Each test starts several processes, one after the other.
jest.setTimeout(60_000);
const root = newDataDir();
const dataDir = join(root, 'data');
const signingKey = newSignerKey('sitrep.example/log');
const key = parseSigner(signingKey).verifier.toString();
const inRoot = (line: string, directory = dataDir) =>
  runInShell(`cd ${root}; ${line}`, { SITREP_DATA_DIR: directory });

beforeAll(async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'checkpoint.key'), `${signingKey}\n`, { mode: 0o600 });
  await inRoot('sitrep keys issue --name First; sitrep export all.ndjson; sitrep export all.ndjson.gz');
  const [end = ''] = readFileSync(join(root, 'all.ndjson'), 'utf8').split('\n').slice(-2);
  writeFileSync(join(root, 'checkpoint'), (JSON.parse(end) as { checkpoint: string }).checkpoint);
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const saveFirst = (name: string) =>
  expect.stringMatching(
    new RegExp(`^${name} is not a file that can be read more than once: save it to a file first\\.\n$`),
  );

describe('sitrep verify', () => {
  it.each(['all.ndjson', 'all.ndjson.gz'])(
    'accuses nobody when %s comes through a pipe, which cannot be read twice',
    async (name) => {
      const piped = await inRoot(`cat ${name} | sitrep verify /dev/stdin --key ${key}`);
      expect(piped).toEqual({ exitCode: 2, stdout: '', stderr: saveFirst('/dev/stdin') });
      const substituted = await inRoot(`sitrep verify <(cat ${name})`);
      expect(substituted).toEqual({ exitCode: 2, stdout: '', stderr: saveFirst('/dev/fd/\\d+') });
    },
  );

  it('waits for nobody at the end of a pipe with a name', async () => {
    const { exitCode, stderr } = await inRoot('mkfifo pipe; sitrep verify pipe');
    expect([exitCode, stderr]).toEqual([2, saveFirst('pipe')]);
  });

  it('reads a file that the shell gives it, and a key and a checkpoint through pipes', async () => {
    const args = `--key <(echo ${key}) --checkpoint <(cat checkpoint)`;
    const { exitCode, stderr, stdout } = await inRoot(`sitrep verify /dev/stdin ${args} < all.ndjson`);
    expect([exitCode, stderr, stdout]).toEqual([0, '', expect.stringContaining('Nothing was altered')]);
  });

  it('cannot check against a checkpoint that is none', async () => {
    const { exitCode, stderr, stdout } = await inRoot(
      'echo Dear diary > diary; sitrep verify all.ndjson --checkpoint diary',
    );
    expect([exitCode, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(/^diary is no checkpoint: .*Give a file/),
    ]);
  });
});

describe('sitrep import', () => {
  it.each(['/dev/stdin', '-'])('says that it reads what it imports twice: %s', async (name) => {
    const { exitCode, stderr } = await inRoot(
      `cat all.ndjson | sitrep import ${name}`,
      join(root, 'imported'),
    );
    expect([exitCode, stderr]).toEqual([1, saveFirst(name)]);
    expect(readdirSync(root)).not.toContain('imported');
  });
});
