import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type SignedBefore, newSignerKey, parseSigner } from '#audit';
import { openEventLog } from '#event-log';
import { anEvent, failureOf } from '#event-log/testing';
import { logUrlOf, readConfig } from '../config/config.js';
import { withIncident } from '../testing/nodes.js';
import { Exports } from './exports.js';

describe('The exports of a node', () => {
  const config = readConfig({ SITREP_DATA_DIR: mkdtempSync(join(tmpdir(), 'sitrep-exports-')) });
  const seal = { origin: 'sitrep/test', signer: parseSigner(newSignerKey('sitrep/test')) };
  let before: SignedBefore[] = [];
  const exports = new Exports(config, { exportSeal: () => ({ ...seal, before }) }, pino({ level: 'silent' }));
  const start = () =>
    exports.start({ kind: 'log' }, { isPacked: false, signal: new AbortController().signal });

  beforeAll(async () => {
    const log = await openEventLog(logUrlOf(config));
    await withIncident(log);
    // More than is sent at once.
    for (let count = 0; count < 5; count += 1)
      await log.append('weather-1', 'any', [anEvent('Observed', { text: 'Rain. '.repeat(20_000) })]);
    await log.close();
  });
  afterAll(() => {
    rmSync(config.dataDir, { recursive: true });
  });

  it('are two at once, and a further one is refused until one of them ends', async () => {
    const [first, second] = [await start(), await start()];
    expect(await failureOf(start())).toMatchObject({ code: 'UNAVAILABLE' });
    first.destroy();
    await once(first, 'close');
    const third = await start();
    expect(await failureOf(start())).toMatchObject({ code: 'UNAVAILABLE' });
    for (const body of [second, third]) expect(await body.toArray()).not.toEqual([]);
  });

  describe('of a log that is not what was signed before', () => {
    const root = Buffer.alloc(32, 7);
    afterEach(() => {
      before = [];
    });

    it('are refused where that is found before the first bytes', async () => {
      before = [{ size: 1, root, what: 'checkpoint 0 of the log' }];
      const message = expect.stringContaining('first 1 events of the log are not those');
      expect(await failureOf(start())).toMatchObject({ code: 'RECORD_ALTERED', message });
    });

    it.each([
      ['in the middle', 4, 'The first 4 events of the log are not those'],
      ['at the end', 7, 'Events are missing'],
    ])('end unfinished where that is found %s', async (_, size, message) => {
      before = [{ size, root, what: 'checkpoint 0 of the log' }];
      const body = await start();
      expect(await failureOf(body.toArray())).toMatchObject({ message: expect.stringContaining(message) });
    });

    it('leave room for others', async () => {
      expect(await (await start()).toArray()).not.toEqual([]);
    });
  });

  it('end unfinished when the service stops', async () => {
    const body = await start();
    exports.beforeApplicationShutdown();
    expect(await failureOf(body.toArray())).toMatchObject({ message: 'The export ends unfinished' });
  });
});
