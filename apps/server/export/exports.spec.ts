import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { newSignerKey, parseSigner } from '#audit';
import { openEventLog } from '#event-log';
import { failureOf } from '#event-log/testing';
import { logUrlOf, readConfig } from '../config/config.js';
import { withIncident } from '../testing/nodes.js';
import { Exports } from './exports.js';

describe('The exports of a node', () => {
  const config = readConfig({ SITREP_DATA_DIR: mkdtempSync(join(tmpdir(), 'sitrep-exports-')) });
  const seal = { origin: 'sitrep/test', signer: parseSigner(newSignerKey('sitrep/test')) };
  const exports = new Exports(config, seal, pino({ level: 'silent' }));
  const start = () =>
    exports.start({ kind: 'log' }, { isPacked: false, signal: new AbortController().signal });

  beforeAll(async () => {
    const log = await openEventLog(logUrlOf(config));
    await withIncident(log);
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

  it('end unfinished when the service stops', async () => {
    const body = await start();
    exports.beforeApplicationShutdown();
    expect(await failureOf(body.toArray())).toMatchObject({ message: 'The export ends unfinished' });
  });
});
