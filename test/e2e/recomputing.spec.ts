import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { openEventLog } from '#event-log';
import { aStream, anEvent } from '#event-log/testing';
import { newDataDir, runSitrep } from '../support/service.js';

const directory = newDataDir();
const file = join(directory, 'events.db');
afterAll(() => {
  rmSync(directory, { recursive: true });
});

it('verify says which streams the recomputed numbers lack, since an event of theirs cannot be taken', async () => {
  const log = await openEventLog(`sqlite:${file}`);
  const stream = aStream('incident');
  await log.append(stream, 'none', [anEvent('IncidentDeclared', { nothing: 'known' })]);
  await log.close();
  const { exitCode, stdout } = await runSitrep(['verify', file, '--metrics'], {});
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringMatching(
      new RegExp(`What follows lacks.*\n  ${stream} from revision 0 \\(IncidentDeclared\\) on: TypeError`),
    ),
  ]);
});
