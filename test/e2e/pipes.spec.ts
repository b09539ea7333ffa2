import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newSignerKey, parseSigner } from '#audit';
import { recordedIn } from '../faults/recorded.js';
import { newDataDir, runInShell, settingsOf } from '../support/service.js';

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
  await inRoot('sitrep keys issue --name First; sitrep export all.ndjson');
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
  it('accuses nobody when an export comes through a pipe, which cannot be read twice', async () => {
    const piped = await inRoot(`cat all.ndjson | sitrep verify /dev/stdin --key ${key}`);
    expect(piped).toEqual({ exitCode: 2, stdout: '', stderr: saveFirst('/dev/stdin') });
    const substituted = await inRoot('sitrep verify <(gzip -c all.ndjson)');
    expect(substituted).toEqual({ exitCode: 2, stdout: '', stderr: saveFirst('/dev/fd/\\d+') });
  });

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

  it('says with 2 that its verdict could not be told', async () => {
    const full = await inRoot('sitrep verify all.ndjson > /dev/full');
    expect(full).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^ENOSPC: .*Make room.*\n$/) });
    const unread = await inRoot('sitrep verify all.ndjson | true; exit ${PIPESTATUS[0]}');
    expect(unread).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^Nobody reads its output/) });
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

describe('sitrep keys issue', () => {
  const notShown =
    /^The key was issued, but could not be shown \(.*\).* revoke this one by its id, ([0-9a-f-]{36}), .*\n$/;

  it('names the key that it could not show, for it to be revoked', async () => {
    const unread = await inRoot('sitrep keys issue --name Unread | true; exit ${PIPESTATUS[0]}');
    expect(unread).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(notShown) });
    const full = await inRoot('sitrep keys issue --name Unwritten > /dev/full');
    expect(full).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(notShown) });
    const issued = (await recordedIn(dataDir)).filter(({ type }) => type === 'ApiKeyIssued');
    const named = [unread, full].map(({ stderr }) => `apikey-${notShown.exec(stderr)?.[1] ?? ''}`);
    expect(issued.slice(-2).map(({ stream }) => stream)).toEqual(named);
  });
});

describe('sitrep serve', () => {
  const notShown = 'the admin key could not be shown';

  /** Serves with its output so redirected until it is ready, and is told to stop then. */
  async function serving(into: string, name: string) {
    const port = await freePort();
    const env = { ...settingsOf(join(root, name)), SITREP_ADMIN_KEY: '', SITREP_PORT: String(port) };
    const pid = join(root, `${name}.pid`);
    const ended = new AbortController();
    const run = runInShell(
      `{ sitrep serve & echo $! > ${pid}; wait $!; echo "ended with $?" >&2; } ${into}`,
      env,
    ).finally(() => {
      ended.abort();
    });
    const isReady = () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!ended.signal.aborted && !(await isReady())) await sleep(50);
    if (!ended.signal.aborted) process.kill(Number(readFileSync(pid, 'utf8')), 'SIGTERM');
    return run;
  }

  it('goes on when only its first line was read', async () => {
    const { stderr, stdout } = await serving('| head -1', 'read-once');
    expect(stdout).toMatch(/^Admin key, shown this once: sitrep_\S+\n$/);
    expect(stderr).toMatch(/^ended with 0$/m);
    expect(stderr).not.toContain(notShown);
  });

  it('goes on when nobody takes what it says, and logs that nobody has the admin key', async () => {
    const { stderr } = await serving('> /dev/full', 'full');
    expect(stderr).toContain(notShown);
    expect(stderr).toMatch(/^ended with 0$/m);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that is not given a port has one.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
