import { once } from 'node:events';
import {
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from '@jest/globals';
import { LogCorrupt, LogUnavailable } from '../errors.js';
import { aStream, all, catchUp, events, failureOf, idsOf } from '../testing/index.js';
import { logFiles } from './testing/files.js';
import { saidBy, start } from './testing/processes.js';

const { aFile, folder, open } = logFiles();

/** A log with a thousand events, closed. */
async function aWrittenLog(): Promise<string> {
  const file = aFile();
  const log = await open({ file });
  for (let n = 0; n < 5; n++) await log.append(aStream(), 'none', events(200));
  await log.close();
  return file;
}

/** Opening it fails with LogCorrupt, says why, and changes nothing in it. */
async function expectRefused(file: string, why: RegExp): Promise<void> {
  const before = readFileSync(file);
  const failure = await failureOf(open({ file }));
  expect(failure).toBeInstanceOf(LogCorrupt);
  expect(failure).toMatchObject({ message: expect.stringMatching(why) });
  expect(failure).toMatchObject({ message: expect.stringContaining(file) });
  expect(readFileSync(file).equals(before)).toBe(true);
}

describe("the log's file", () => {
  it('is made with its folders where there is none, and is an empty log then', async () => {
    const log = await open({ file: join(folder, 'not', 'there', 'yet', 'events.db') });
    expect(await log.head()).toBeUndefined();
    expect(await all(log.readAll())).toEqual([]);
    expect(await catchUp(log.subscribe())).toEqual({ events: [], position: undefined });
  });

  it('is one log, however many make it at the same time', async () => {
    const file = aFile();
    const logs = await Promise.all(Array.from({ length: 5 }, () => open({ file })));
    const stream = aStream();
    for (const [n, log] of logs.entries()) await log.append(stream, n === 0 ? 'none' : n - 1, events(1));
    for (const log of logs) expect(await all(log.read(stream))).toHaveLength(5);
  });

  it('is refused and left as it is when it is no database', async () => {
    const file = aFile();
    writeFileSync(file, 'Dear diary, the pager went off again. '.repeat(200));
    await expectRefused(file, /not an event log of Sitrep/);
  });

  it('is refused and left as it is when it is the database of another program', async () => {
    const file = aFile();
    const other = new Database(file);
    other.exec('CREATE TABLE events (id INTEGER); INSERT INTO events VALUES (1)');
    other.close();
    await expectRefused(file, /not an event log of Sitrep/);
  });

  it('is refused and left as it is when it has lost all of its content', async () => {
    const file = aFile();
    writeFileSync(file, '');
    await expectRefused(file, /is empty/);
  });

  it.each([
    ['half of its content', (bytes: number) => Math.floor(bytes / 2)],
    ['its last page', (bytes: number) => bytes - 4096],
    ['its last byte', (bytes: number) => bytes - 1],
    ['all but its beginning', () => 100],
  ])('is refused and left as it is when it has lost %s', async (_, left) => {
    const file = await aWrittenLog();
    truncateSync(file, left(readFileSync(file).length));
    await expectRefused(file, /damaged/);
  });

  it('is refused and left as it is when something has scribbled over it', async () => {
    const file = await aWrittenLog();
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(8192, 0xa5), 0, 8192, 4096 * 10);
    closeSync(handle);
    await expectRefused(file, /damaged/);
  });

  it('is refused and left as it is when a newer version has written it', async () => {
    const file = await aWrittenLog();
    const db = new Database(file);
    db.pragma('user_version = 3');
    db.close();
    await expectRefused(file, /schema 3 .* knows 2: start the newer version/);
  });

  it('is refused and left as it is when its events carry no hashes, as those of schema 1', async () => {
    const file = await aWrittenLog();
    const db = new Database(file);
    db.exec('ALTER TABLE events DROP COLUMN hash');
    db.pragma('user_version = 1');
    db.close();
    await expectRefused(file, /schema 1, whose events carry no hashes, .* needs 2.* move it away/);
  });

  it('reports an event that is no longer JSON instead of skipping it', async () => {
    const file = await aWrittenLog();
    const db = new Database(file);
    db.exec("UPDATE events SET data = 'x' WHERE position = 700");
    db.close();
    const log = await open({ file });
    const failure = await failureOf(all(log.readAll()));
    expect(failure).toBeInstanceOf(LogCorrupt);
    expect(failure).toMatchObject({ message: expect.stringContaining('event 700') });
  });

  it('may be a copy that was made while it was in use', async () => {
    const [file, copy] = [await aWrittenLog(), aFile()];
    const log = await open({ file });
    const db = new Database(file);
    db.exec(`VACUUM INTO '${copy}'`);
    db.close();
    const restored = await open({ file: copy });
    expect(idsOf(await all(restored.readAll()))).toEqual(idsOf(await all(log.readAll())));
    await restored.append(aStream(), 'none', events(1));
    const reader = new Database(copy, { readonly: true });
    expect(reader.pragma('journal_mode', { simple: true })).toBe('wal');
    reader.close();
  });

  it('is refused with the reason when it is a folder', async () => {
    const file = aFile();
    mkdirSync(file);
    expect(await failureOf(open({ file }))).toBeInstanceOf(LogUnavailable);
  });

  it.each([
    ['unreadable', 0o000],
    ['read-only', 0o444],
  ])('is refused with the reason when it is %s', async (_, mode) => {
    const file = await aWrittenLog();
    // Root may read and write everything, so another user tries.
    const child = start(
      `import { chmodSync, chownSync } from 'node:fs';
       import { dirname } from 'node:path';
       chmodSync(file, ${mode});
       if (process.getuid() === 0) {
         for (const path of [file, dirname(file)]) chownSync(path, 65534, 65534);
         process.setgid(65534);
         process.setuid(65534);
       }
       await openSqliteLog({ file }).catch(({ name, message }) => say({ name, message }));`,
      file,
    );
    const [said] = await Promise.all([saidBy(child), once(child, 'exit')]);
    expect(said).toEqual([
      {
        name: 'LogUnavailable',
        message: expect.stringMatching(/must be able to read and write it .*EACCES/),
      },
    ]);
  });
});
