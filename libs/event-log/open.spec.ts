import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openEventLog } from './open.js';

describe('opening the log that a URL names', () => {
  it('opens a file for sqlite:<file>', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sitrep log-'));
    const log = await openEventLog(`sqlite:${join(folder, 'events 100%.db')}`);
    expect(log.engine).toBe('sqlite');
    expect(await log.health()).toEqual({ ok: true });
    await log.close();
    await rm(folder, { recursive: true });
  });

  it.each(['', 'sqlite', 'sqlite:', 'postgres://sitrep:hunter2@db/log', './events.db'])(
    'refuses %p, says what it takes, and repeats no password',
    async (url) => {
      const opening = openEventLog(url);
      await expect(opening).rejects.toThrow(TypeError);
      await expect(opening).rejects.toThrow(/sqlite:<file>.*esdb:/);
      await expect(opening).rejects.not.toThrow(/hunter2/);
    },
  );
});
