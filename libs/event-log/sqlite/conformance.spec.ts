import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { EventLog } from '../port.js';
import { conformance } from '../testing/index.js';
import { openSqliteLog } from './index.js';

const folder = await mkdtemp(join(tmpdir(), 'sitrep-log-'));
const opened: EventLog[] = [];
let shared: EventLog | undefined;

async function open(): Promise<EventLog> {
  const log = await openSqliteLog({ file: join(folder, 'events.db'), pollMs: 20 });
  opened.push(log);
  return log;
}

async function release(): Promise<void> {
  for (const log of opened.splice(0)) if (log !== shared) await log.close();
}

afterAll(async () => {
  await shared?.close();
  await release();
  await rm(folder, { recursive: true });
});

conformance('The SQLite engine', {
  // One log for all tests that leave it open: a thread for each would take most of their time.
  open: async () => {
    if (!(await shared?.health())?.ok) shared = await open();
    return shared ?? open();
  },
  openAnother: open,
  restart: async (log) => {
    await log.close();
    return open();
  },
  release,
});
