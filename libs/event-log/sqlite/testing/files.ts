import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import type { EventLog } from '../../port.js';
import { type SqliteLogOptions, openSqliteLog } from '../index.js';

/** For a spec file: places for logs, and logs that are closed after each test. */
export function logFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-log-'));
  const opened: EventLog[] = [];
  afterEach(async () => {
    for (const log of opened.splice(0)) await log.close();
  });
  afterAll(() => rm(folder, { recursive: true }));
  return {
    folder,
    /** A path at which there is nothing yet. */
    aFile: () => join(folder, `${randomUUID()}.db`),
    open: async (options: SqliteLogOptions) => {
      const log = await openSqliteLog({ pollMs: 20, ...options });
      opened.push(log);
      return log;
    },
  };
}
