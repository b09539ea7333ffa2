import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { Views } from '#views';
import { Acknowledged } from './acknowledged.js';

it('What is acknowledged once more takes nothing from what was acknowledged since', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sitrep-acknowledged-'));
  const url = `sqlite:${join(directory, 'events.db')}`;
  const log = await openEventLog(url);
  const { position: first } = await log.append('incident-1', 'none', [anEvent()]);
  const views = new Views({ directory, log: url });
  await views.caughtUp();
  const acknowledged = new Acknowledged(views);
  const beyond = String(Number(first) + 1).padStart(first.length, '0');

  acknowledged.note('incident-1', beyond);
  acknowledged.note('incident-1', first);
  const pending = ['incident-1', 'incident-2'].map((stream) => acknowledged.pendingOf(stream) !== undefined);

  await views.close();
  await log.close();
  rmSync(directory, { recursive: true });
  expect(pending).toEqual([true, false]);
});
