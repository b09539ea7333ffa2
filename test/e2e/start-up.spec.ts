import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { command, declare, headOf } from '../support/commands.js';
import { hostService } from '../support/hosted.js';
import { type Service, adminKey, newDataDir, runSitrep, startService } from '../support/service.js';

const root = newDataDir();
const good = join(root, 'good');
const everything =
  '{ incidents { totalCount edges { node { id reference title status timeline { totalCount edges { node { id text } } } } } } }';

let head: string;
let answer: object;

/** A log with an incident and a few events, whose service has stopped without sealing it. */
beforeAll(async () => {
  const service = await hostService({ dataDir: good, env: { SITREP_CHECKPOINT_SECONDS: '0' } });
  await declare(service.url);
  for (let count = 0; count < 30; count += 1)
    await command(service.url, 'recordNote', { incidentId: 'INC-1', kind: 'ACTION', body: `Note ${count}` });
  head = await headOf(service.url);
  answer = await ask(service.url, everything);
  await service.stop();
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A copy of the good data directory, to do something to. */
function copy(name: string): string {
  const directory = join(root, name);
  cpSync(good, directory, { recursive: true });
  return directory;
}

const serve = (env: Readonly<Record<string, string>>) =>
  runSitrep(['serve'], { SITREP_ADMIN_KEY: adminKey, SITREP_DATA_DIR: join(root, 'unused'), ...env });

/** The service does not start, says why in one message and no stack, and serves nothing. */
async function expectRefusal(env: Readonly<Record<string, string>>, ...reasons: RegExp[]) {
  const { exitCode, stderr, stdout } = await serve(env);
  expect(stdout).toBe('');
  for (const reason of reasons) expect(stderr).toMatch(reason);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(exitCode).toBe(1);
}

describe('The service does not start', () => {
  it('with wrong settings, and names each with what would be right', async () => {
    await expectRefusal(
      {
        SITREP_PORT: 'eighty',
        SITREP_LOG_LEVEL: 'loud',
        SITREP_EVENT_LOG: 'postgres://localhost',
        SITREP_MAX_DEPTH: '-1',
        SITREP_ADMIN_KEY: 'short',
        SITREP_CORS_ORIGINS: 'https://ok.example, https://slash.example/',
      },
      /The configuration is not right/,
      /SITREP_PORT must be a whole number from 0 to 65535/,
      /SITREP_LOG_LEVEL must be one of .*info/,
      /SITREP_EVENT_LOG must be `sqlite` or .*esdb:\/\//,
      /SITREP_MAX_DEPTH must be/,
      /SITREP_ADMIN_KEY must be at least 32 characters long/,
      /SITREP_CORS_ORIGINS must be origins .*"https:\/\/slash.example\/" is none/,
    );
    expect(readdirSync(root)).not.toContain('unused');
  });

  it('with an admin key that no request could send', async () => {
    await expectRefusal(
      { SITREP_ADMIN_KEY: 'correct horse battery staple and more' },
      /SITREP_ADMIN_KEY must be of ASCII characters without spaces/,
    );
  });

  it('with a setting that there is not, which may be a slip of the pen', async () => {
    await expectRefusal({ SITREP_PROT: '80' }, /SITREP_PROT is not a setting; see docs\/configuration\.md/);
  });

  it('on a port or in a data directory that another one uses', async () => {
    const dataDir = copy('shared');
    const first = await hostService({ dataDir });
    try {
      const { port } = new URL(first.url);
      await expectRefusal({ SITREP_PORT: port, SITREP_DATA_DIR: copy('port') }, /EADDRINUSE/, /SITREP_PORT/);
      await expectRefusal({ SITREP_DATA_DIR: dataDir }, /SITREP_DATA_DIR/);
      expect(await ask(first.url, everything)).toEqual(answer);
    } finally {
      await first.stop();
    }
  });

  it('on a port that another one uses, and has shown the admin key that it made, which works from then on', async () => {
    const env = { SITREP_ADMIN_KEY: '' };
    const dataDir = join(root, 'key');
    const another = createServer().listen(0, '127.0.0.1');
    await once(another, 'listening');
    // A server that is not given a port has one.
    const { port } = another.address() as AddressInfo;
    const refused = await serve({ ...env, SITREP_DATA_DIR: dataDir, SITREP_PORT: String(port) });
    another.close();
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('EADDRINUSE') });
    const [, key = ''] = /^Admin key, shown this once: (sitrep_\S+)\n$/.exec(refused.stdout) ?? [];
    const service = await startService({ dataDir, env });
    expect(service.stdout()).toBe(`Sitrep is ready at ${service.url}/graphql\n`);
    expect(await ask(service.url, '{ me { name } }', {}, key)).toEqual({ me: { name: 'First admin key' } });
    await service.stop();
  });

  it('with a connection string that cannot be used, and tells nobody its password', async () => {
    const env = { SITREP_EVENT_LOG: 'esdb://user:hunter2@host:2113?nodePreference=somewhere' };
    await expectRefusal(env, /SITREP_EVENT_LOG cannot be used: .*somewhere.* leader or follower/);
    await expectRefusal(
      { SITREP_EVENT_LOG: 'esdb://u:hunter2@host?tsl=false' },
      /^(?!.*hunter2).*: tsl\s*$/s,
    );
  });

  it('on an address that is not one of this machine', async () => {
    await expectRefusal({ SITREP_HOST: '192.0.2.1' }, /EADDRNOTAVAIL/, /SITREP_HOST/);
  });

  it('in a data directory that cannot be made', async () => {
    const file = join(root, 'file');
    writeFileSync(file, 'not a directory');
    await expectRefusal({ SITREP_DATA_DIR: join(file, 'data') }, /ENOTDIR/, /SITREP_DATA_DIR/);
    const unmounted = join(root, 'unmounted');
    symlinkSync(join(root, 'nowhere'), unmounted);
    await expectRefusal({ SITREP_DATA_DIR: unmounted }, /ENOENT/, /SITREP_DATA_DIR/);
  });
});

describe('A log that is no good is refused and left as it is', () => {
  it.each<[string, (file: string) => void, RegExp]>([
    ['cut short', cutShort, /damaged/],
    ['empty', empty, /empty: its events are gone/],
    ['no database', scribble, /not an event log of Sitrep/],
    ['a database of something else', replace, /not an event log of Sitrep/],
    ['not to be read', hide, /cannot be used/],
  ])('where it is %s', async (what, spoil, reason) => {
    const dataDir = copy(`log ${what}`);
    const file = join(dataDir, 'events.db');
    spoil(file);
    const before = contentOf(file);
    await expectRefusal({ SITREP_DATA_DIR: dataDir }, /left as it is|not available/, reason);
    expect(contentOf(file)).toEqual(before);
  });
});

describe('Views that can be neither read nor made end the start', () => {
  it.each<[string, (file: string) => void, () => string, RegExp]>([
    ['lock is something else', scribble, () => 'views.lock', /SQLITE_NOTADB/],
    ['file is not to be opened', hide, viewsFile, /SQLITE_CANTOPEN/],
  ])('where their %s, with what to do', async (what, spoil, nameOf, reason) => {
    const dataDir = copy(`views ${what}`);
    spoil(join(dataDir, nameOf()));
    await expectRefusal({ SITREP_DATA_DIR: dataDir }, reason, /or remove it: it is made anew/);
  });
});

describe('Views that are no good are made anew, at no cost but the time', () => {
  it.each<[string, (file: string) => void]>([
    ['deleted', rmSync],
    ['no database', scribble],
  ])('where they are %s', async (what, spoil) => {
    const dataDir = copy(`views ${what}`);
    spoil(join(dataDir, viewsFile()));
    const service = await hostService({ dataDir });
    expect(await headOf(service.url)).toBe(head);
    expect(await ask(service.url, everything)).toEqual(answer);
    await service.stop();
  });
});

describe('The service that is told to stop', () => {
  it('answers what it was asked before, and ends with 0', async () => {
    const service = await startService({ dataDir: copy('stop') });
    const answered = askSlowly(service, 500);
    await sleep(200);
    service.process.kill('SIGTERM');
    expect(await answered).toMatch(/^HTTP\/1\.1 200 OK[^]*"acknowledgeIncident":\{"revision":31\}/);
    if (service.process.exitCode === null) await once(service.process, 'exit');
    expect(service.process.exitCode).toBe(0);
  });
});

/** Sends a mutation of which the second half comes later by so many milliseconds. */
async function askSlowly({ url }: Service, milliseconds: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const body = JSON.stringify({
    query: 'mutation { acknowledgeIncident(input: { incidentId: "INC-1" }) { revision } }',
  });
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${adminKey}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`,
  );
  await sleep(milliseconds);
  socket.write(body.slice(20));
  return text(socket);
}

function viewsFile(): string {
  const name = readdirSync(good).find((file) => /^views-[0-9a-f]+\.db$/.test(file));
  if (name === undefined) throw new Error('There are no views');
  return name;
}

function cutShort(file: string): void {
  truncateSync(file, 20_000);
}

function empty(file: string): void {
  truncateSync(file, 0);
}

function scribble(file: string): void {
  writeFileSync(file, 'Dear diary,\n'.repeat(1000));
}

function replace(file: string): void {
  cpSync(join(good, viewsFile()), file);
}

/** Puts a directory in its place, which cannot be read by anybody, whatever they may. */
function hide(file: string): void {
  rmSync(file);
  mkdirSync(file);
}

const contentOf = (path: string): Buffer | string[] =>
  statSync(path).isDirectory() ? readdirSync(path) : readFileSync(path);
