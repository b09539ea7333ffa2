import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newSignerKey, parseSigner } from '#audit';
import { canonical } from '#event-log';
import { FakeNode } from '#event-log/fake-node';
import {
  type RecordedAnswers,
  answersIn,
  recordSomething,
  recordedAnswers,
} from '../support/recorded-answers.js';
import { hostService } from '../support/hosted.js';
import { newDataDir, runSitrep } from '../support/service.js';

const root = newDataDir();
// Each test starts several processes, one after the other.
jest.setTimeout(120_000);
const signingKey = newSignerKey('sitrep.example/log');
const key = parseSigner(signingKey).verifier.toString();
let answers: RecordedAnswers;

interface Recomputed {
  readonly recomputed: { readonly timeline: readonly object[]; readonly metrics: object };
}

/** A data directory with the signing key of all of them. */
function aDirectory(name: string): string {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'checkpoint.key'), `${signingKey}\n`, { mode: 0o600 });
  return directory;
}

const file = (name: string): string => join(root, name);
const sitrepIn = (directory: string, env: Record<string, string> = {}) => {
  const settings = { SITREP_DATA_DIR: directory, ...env };
  return (...args: string[]) => runSitrep(args, settings);
};
const original = aDirectory('original');
const sitrep = sitrepIn(original);

beforeAll(async () => {
  await recordSomething(original);
  answers = await answersIn(original);
  await sitrep('export', file('all.ndjson'));
  await sitrep('export', file('all.ndjson.gz'));
  await sitrep('export', file('one.ndjson'), '--incident', 'INC-2');
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const events = () => readFileSync(file('all.ndjson'), 'utf8').split('\n').length - 3;

describe('sitrep export', () => {
  it('writes the log to a file, to a packed one, or to standard output', async () => {
    const { exitCode, stdout } = await sitrep('export');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(readFileSync(file('all.ndjson'), 'utf8'));
    expect(gunzipSync(readFileSync(file('all.ndjson.gz'))).toString()).toBe(stdout);
  });

  it('says so when there is no such incident, and when there is no key to sign with', async () => {
    const nobody = await sitrep('export', '--incident', 'INC-99');
    expect([nobody.exitCode, nobody.stderr]).toEqual([1, 'The log has no incident INC-99.\n']);
    mkdirSync(join(root, 'keyless'));
    copyFileSync(join(original, 'events.db'), join(root, 'keyless', 'events.db'));
    const keyless = await sitrepIn(join(root, 'keyless'))('export');
    expect([keyless.exitCode, keyless.stderr]).toEqual([
      1,
      expect.stringMatching(/cannot be signed.*--unsigned/),
    ]);
  });
});

describe('sitrep verify', () => {
  it.each(['all.ndjson', 'all.ndjson.gz'])('says that nothing was altered in %s', async (name) => {
    const { exitCode, stderr, stdout } = await sitrep('verify', file(name), '--key', key);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Nothing was altered: ${events()} events, signed by sitrep.example/log+`);
  });

  it('proves one incident alone, and recomputes its timeline by the name that it has in the log', async () => {
    const asked = ['--key', key, '--timeline', 'INC-2'];
    const { exitCode, stdout } = await sitrep('verify', file('one.ndjson'), ...asked);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Search is slow');
    expect(stdout).toMatch(new RegExp(`each event is proved to be in the log of ${events()} events`));
  });

  it('recomputes from the file alone what the service answers', async () => {
    const asked = ['--json', '--timeline', 'INC-1', '--metrics'];
    const { stdout } = await sitrep('verify', file('all.ndjson.gz'), ...asked);
    const { recomputed } = JSON.parse(stdout) as Recomputed;
    const { incidents, metrics } = answers;
    const told = incidents.edges.find(({ node }) => node.reference === 'INC-1')?.node.timeline.edges ?? [];
    expect(told.length).toBeGreaterThan(20);
    expect(recomputed.timeline).toMatchObject(told.map(({ node }) => node));
    expect(recomputed.metrics).toMatchObject(metrics);
  });

  it('names the first thing that is wrong, in words and in JSON, and ends with 1', async () => {
    const lines = readFileSync(file('all.ndjson'), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('Note 7'));
    const altered = lines.with(at, lines[at]?.replace('Note 7', 'Note 8') ?? '').join('\n');
    writeFileSync(file('altered.ndjson'), altered);
    const { exitCode, stdout } = await sitrep('verify', file('altered.ndjson'), '--key', key);
    expect([exitCode, stdout]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(`^Line ${at + 1}: event .* of incident-.* was altered: its content hashes to`),
      ),
    ]);
    const json = await sitrep('verify', file('altered.ndjson'), '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ right: false, code: 'ALTERED', line: at + 1 });
  });

  it('ends with 1 when it is signed by another key', async () => {
    const another = parseSigner(newSignerKey('sitrep.example/log')).verifier.toString();
    const { exitCode, stdout } = await sitrep('verify', file('all.ndjson'), '--key', another);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('is not signed as it should be')]);
  });

  it('ends with 2 when it cannot check', async () => {
    for (const args of [
      [],
      ['nothing-there'],
      [file('all.ndjson'), '--key', 'no key'],
      [file('all.ndjson'), '--nonsense'],
    ])
      expect([args, (await sitrep('verify', ...args)).exitCode]).toEqual([args, 2]);
  });

  it("checks the log's own file", async () => {
    const { exitCode, stdout } = await sitrep('verify', join(original, 'events.db'));
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`${events()} events`)]);
  });
});

describe('sitrep import', () => {
  it('takes an export over to another log, from which the same bytes are exported', async () => {
    const copy = sitrepIn(aDirectory('copy'));
    expect(await copy('import', file('all.ndjson.gz'), '--key', key)).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect((await copy('export')).stdout).toBe(readFileSync(file('all.ndjson'), 'utf8'));
    expect(await answersIn(join(root, 'copy'))).toEqual(answers);
  });

  it('takes it over to the other engine and back: the same bytes but for positions, the same answers', async () => {
    const node = await FakeNode.start();
    try {
      const env = { SITREP_EVENT_LOG: node.connectionString };
      const other = sitrepIn(aDirectory('other'), env);
      expect(await other('import', file('all.ndjson'), '--key', key)).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
      const { stdout } = await other('export');
      expect(withoutPositions(stdout)).toEqual(withoutPositions(readFileSync(file('all.ndjson'), 'utf8')));
      writeFileSync(file('other.ndjson'), stdout);
      expect(await sitrep('verify', file('other.ndjson'), '--key', key)).toMatchObject({ exitCode: 0 });
      // The engine leaves gaps between its positions: one that was altered may still look like one.
      const last = stdout.lastIndexOf('"position":"') + '"position":"'.length;
      const moved = `${stdout.slice(0, last)}9${stdout.slice(last + 1)}`;
      writeFileSync(file('moved.ndjson'), moved);
      const { exitCode, stdout: said } = await sitrep('verify', file('moved.ndjson'), '--key', key);
      expect([exitCode, said]).toEqual([1, expect.stringMatching(/not as it was exported.*or a position/)]);
      const back = sitrepIn(aDirectory('back'));
      expect(await back('import', file('other.ndjson'), '--key', key)).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
      expect((await back('export')).stdout).toBe(readFileSync(file('all.ndjson'), 'utf8'));
      expect(await answersIn(join(root, 'other'), env)).toEqual(answers);
    } finally {
      await node.down();
    }
  });

  it('records nothing of an export that is wrong or is a part, nor in a log that has events', async () => {
    const empty = sitrepIn(aDirectory('empty'));
    expect(await empty('import', file('altered.ndjson'))).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/was altered/),
    });
    expect(await empty('import', file('one.ndjson'))).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/a part of a log/),
    });
    expect(readdirSync(file('empty'))).toEqual(['checkpoint.key']);
    expect(await sitrep('import', file('all.ndjson'))).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/has events already/),
    });
  });
});

describe('sitrep rebuild', () => {
  it('computes the views again, but not under a service that uses them', async () => {
    const { exitCode, stdout } = await sitrep('rebuild');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`computed from ${events()} events`)]);
    const service = await hostService({ dataDir: original });
    try {
      expect(await recordedAnswers(service.url)).toEqual(answers);
      expect(await sitrep('rebuild')).toMatchObject({
        exitCode: 1,
        stderr: expect.stringMatching(/Stop that one/),
      });
    } finally {
      await service.stop();
    }
  });
});

/** The lines without what the engine chose, and without the digest and the signature, which are over these. */
const withoutPositions = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const {
        checkpoint: _,
        digest: __,
        position: ___,
        ...rest
      } = JSON.parse(line) as Record<string, unknown>;
      return canonical(rest);
    });
