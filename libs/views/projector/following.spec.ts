import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { ledgers, projections } from '../projections/index.js';
import { temporaryFiles } from '../testing/files.js';
import type { Checkpoint } from './bookkeeping.js';
import { Following } from './following.js';
import { Projector } from './projector.js';

const files = temporaryFiles();

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
