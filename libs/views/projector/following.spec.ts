import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { LogUnavailable, openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { ledgers, projections } from '../projections/index.js';
import { temporaryFiles } from '../testing/files.js';
import type { Checkpoint } from './bookkeeping.js';
import { Following } from './following.js';
import { Projector } from './projector.js';

const files = temporaryFiles();

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await nextTurn();
};

describe('following the log', () => {
  it('tells where the file stands, though whoever followed before has ended before it told', async () => {
    const log = await openEventLog(`sqlite:${files.empty()}-log`);
    const { position } = await log.append('incident-1', 'none', [anEvent()]);
    const file = files.empty();
    /** Follows until it has caught up, and gives what it told: at each commit, and then. */
    const follow = async (projected: () => void) => {
      const db = new Database(file);
      const ended = new AbortController();
      let told: Checkpoint | undefined;
      const caughtUp = (checkpoint: Checkpoint | undefined) => {
        told = checkpoint;
        ended.abort();
      };
      const projector = new Projector(db, ledgers, projections);
      await new Following(log, projector, { projected, caughtUp })
        .run(ended.signal)
        .finally(() => db.close());
      return told?.position;
    };
    const dies = () => {
      throw new Error('The thread ended');
    };
    await expect(follow(dies)).rejects.toThrow('The thread ended');
    expect(await follow(dies)).toBe(position);
    await log.close();
  });
});

describe('trying a parked stream again', () => {
  const unreadable = anEvent('IncidentDeclared', { title: null });

  /** Follows a log of one event, which parks its stream, until that is parked and then until `ended` is aborted. */
  async function parked() {
    const log = await openEventLog(`sqlite:${files.empty()}-log`);
    await log.append('incident-1', 'none', [unreadable]);
    const db = new Database(files.empty());
    const projector = new Projector(db, ledgers, projections);
    const ended = new AbortController();
    const reading = { read: log.read.bind(log), subscribe: log.subscribe.bind(log) };
    let isCaughtUp = false;
    const caughtUp = () => {
      isCaughtUp = true;
    };
    const following = new Following(reading, projector, { projected: () => undefined, caughtUp });
    const run = following.run(ended.signal);
    await until(() => isCaughtUp);
    const close = async () => {
      ended.abort();
      await run.catch(() => undefined);
      db.close();
      await log.close();
    };
    const retry = () => following.retry('incident-1', ended.signal);
    return { close, db, log, projector, reading, retry, run };
  }

  it('leaves everything as it is where the log does not give the stream', async () => {
    const { close, log, projector, reading, retry } = await parked();
    reading.read = () => {
      throw new LogUnavailable('It is gone');
    };
    expect(await retry()).toEqual({ kind: 'unread', reason: 'It is gone' });
    const { position } = await log.append('incident-2', 'none', [unreadable]);
    await until(() => projector.checkpoint?.position === position);
    expect([...projector.parked.keys()]).toEqual(['incident-1', 'incident-2']);
    await close();
  });

  it('ends the following with what fails the file, though nothing more comes from the log', async () => {
    const { close, db, retry, run } = await parked();
    db.exec(
      `CREATE TEMP TRIGGER full BEFORE INSERT ON main.parked BEGIN SELECT RAISE(ROLLBACK, 'It is full'); END`,
    );
    const outcomes = await Promise.allSettled([retry(), run]);
    for (const outcome of outcomes)
      expect('reason' in outcome && String(outcome.reason)).toContain('It is full');
    await close();
  });
});
