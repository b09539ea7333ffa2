import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventLog, openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { Views } from '#views';
import { readConfig } from '../config/config.js';
import { Acknowledged } from './acknowledged.js';
import { Read } from './read.js';
import { Reaching } from './reaching.js';
import { ReadHandler } from './read.handler.js';

describe('A query that must show a position', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sitrep-read-'));
  let log: EventLog;
  let views: Views;
  let written: string;
  let acknowledged: Acknowledged;

  beforeAll(async () => {
    // The views follow another log than the one that is written, so that they never come to what is.
    views = new Views({ directory, log: `sqlite:${join(directory, 'other.db')}` });
    await views.caughtUp();
    acknowledged = new Acknowledged(views);
    log = await openEventLog(`sqlite:${join(directory, 'events.db')}`);
    ({ position: written } = await log.append('incident-1', 'none', [anEvent()]));
  });
  afterAll(async () => {
    await views.close();
    await log.close();
    rmSync(directory, { recursive: true });
  });

  const ask = (minPosition: string | null, timeoutMs: number): Promise<unknown> => {
    const config = { ...readConfig({}), projectionTimeoutMs: timeoutMs };
    const handler = new ReadHandler(views, new Reaching(views, log, config), acknowledged);
    return handler.execute(new Read(() => 'answered', minPosition));
  };

  it('is refused at once where the log has no such position', async () => {
    const message = /minPosition.*Give one that an answer told/;
    await expect(ask('made-up', 60_000)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message });
    await expect(ask('9999999999999999', 60_000)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message });
  });

  it('is told to ask again where the views do not come to it in time', async () => {
    await expect(ask(written, 150)).rejects.toMatchObject({ code: 'NOT_YET_PROJECTED' });
  });

  it('is answered where there is none that it must show', async () => {
    expect(await ask(null, 60_000)).toBe('answered');
  });

  it('is answered, though the views do not come to what was acknowledged', async () => {
    acknowledged.note('incident-1', written);
    expect(acknowledged.isPending).toBe(true);
    expect(await ask(null, 60_000)).toBe('answered');
    expect(acknowledged.isPending).toBe(false);
  });
});
