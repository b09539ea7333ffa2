import { BroadcastChannel } from 'node:worker_threads';
import { realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from '@jest/globals';
import { InvalidPosition, LogUnavailable, OutcomeUnknown } from '../errors.js';
import { aStream, all, anEvent, events, failureOf, idsOf, take } from '../testing/index.js';
import { logFiles } from './testing/files.js';

const { aFile, open } = logFiles();

/** Keeps others from writing, as a second process does, until it is released. */
function lock(file: string) {
  const db = new Database(file);
  db.exec('BEGIN IMMEDIATE');
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}

describe('writing to the log', () => {
  it('lets appends that wait at the same time share commits', async () => {
    const file = aFile();
    const log = await open({ file });
    await log.append(aStream(), 'none', events(1));
    let commits = 0;
    const channel = new BroadcastChannel(`sitrep event log ${realpathSync(file)}`);
    const announced = new Promise((resolve) => {
      channel.onmessage = () => {
        commits++;
        resolve(undefined);
      };
    });
    await Promise.all(Array.from({ length: 200 }, () => log.append(aStream(), 'none', events(1))));
    await announced;
    await pause(20);
    channel.close();
    expect(commits).toBeLessThan(20);
  });

  it('wakes the subscriptions of every log that is open on the file', async () => {
    const file = aFile();
    const logs = [await open({ file, pollMs: 3_600_000 }), await open({ file, pollMs: 3_600_000 })];
    const receiving = logs.map((log) => take(3, log.subscribe()));
    const written = events(3);
    for (const event of written) {
      await pause(20);
      await logs[0]?.append('incident-1', 'any', [event]);
    }
    for (const received of await Promise.all(receiving)) expect(idsOf(received)).toEqual(idsOf(written));
  });

  it('turns away what its queue cannot hold, records nothing of it, and takes more later', async () => {
    const log = await open({ file: aFile(), maxQueuedAppends: 10 });
    const streams = Array.from({ length: 25 }, () => aStream());
    const outcomes = await Promise.allSettled(streams.map((stream) => log.append(stream, 'none', events(1))));
    expect(outcomes.map(({ status }) => status)).toEqual(
      streams.map((_, n) => (n < 10 ? 'fulfilled' : 'rejected')),
    );
    const failure: unknown = outcomes.find(({ status }) => status === 'rejected');
    expect(failure).toMatchObject({
      reason: { name: LogUnavailable.name, message: expect.stringMatching(/10 appends wait .* try again/) },
    });
    expect(await all(log.readAll())).toHaveLength(10);
    await log.append(aStream(), 'none', events(1));
  });

  it('bounds its queue by size as well', async () => {
    const log = await open({ file: aFile(), maxQueuedLength: 1_000_000 });
    const big = () => [anEvent('NoteRecorded', { text: 'x'.repeat(400_000) })];
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => log.append(aStream(), 'none', big())));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('calls the outcome unknown when no answer comes in time, and gives it at the retry', async () => {
    const file = aFile();
    const impatient = await open({ file, appendTimeoutMs: 50 });
    const stream = aStream();
    const batch = events(2);
    const release = lock(file);
    const failure = await failureOf(impatient.append(stream, 'none', batch));
    expect(failure).toBeInstanceOf(OutcomeUnknown);
    expect(failure).toMatchObject({ message: expect.stringMatching(/same ids and expectation/) });
    release();
    const log = await open({ file });
    expect(await log.append(stream, 'none', batch)).toMatchObject({ revision: 1 });
    await impatient.close();
    expect(await all(log.read(stream))).toHaveLength(2);
  });

  it('says so when another process keeps the file locked, and is unhealthy until it can write again', async () => {
    const file = aFile();
    const log = await open({ file, busyTimeoutMs: 20 });
    const stream = aStream();
    const release = lock(file);
    const failure = await failureOf(log.append(stream, 'none', events(1)));
    expect(failure).toBeInstanceOf(LogUnavailable);
    expect(failure).toMatchObject({ message: expect.stringMatching(/locked/) });
    expect(await log.health()).toMatchObject({ ok: false, reason: expect.stringMatching(/locked/) });
    release();
    expect(await all(log.read(stream))).toEqual([]);
    await log.append(stream, 'none', events(1));
    expect(await log.health()).toEqual({ ok: true });
  });

  it('knows no position beyond its head: it would be from another log, or from before a restore', async () => {
    const log = await open({ file: aFile() });
    const { position } = await log.append(aStream(), 'none', events(3));
    expect(await all(log.readAll({ after: position }))).toEqual([]);
    const beyond = String(Number(position) + 1).padStart(position.length, '0');
    expect(await failureOf(all(log.readAll({ after: beyond })))).toBeInstanceOf(InvalidPosition);
    expect(await failureOf(all(log.subscribe({ after: beyond })))).toBeInstanceOf(InvalidPosition);
  });
});
