import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { type EventLog, openEventLog } from '#event-log';

/** For a spec file: real logs in a directory of their own, closed after each test. */
export function temporaryLogs() {
  const directory = mkdtempSync(join(tmpdir(), 'sitrep-server-'));
  const opened: EventLog[] = [];
  const open = async (url: string): Promise<EventLog> => {
    const log = await openEventLog(url, { pollMs: 20 });
    opened.push(log);
    return log;
  };
  afterEach(async () => {
    for (const log of opened.splice(0)) await log.close();
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });
  return {
    /** An empty log. */
    aLog: () => open(`sqlite:${join(directory, randomUUID())}.db`),
    /** An empty log that is open twice, as on two nodes. */
    aLogOfTwoNodes: async (): Promise<[EventLog, EventLog]> => {
      const url = `sqlite:${join(directory, randomUUID())}.db`;
      return [await open(url), await open(url)];
    },
  };
}

/** The log, with some of its methods done otherwise. */
export const instead = (log: EventLog, methods: Partial<EventLog>): EventLog => ({
  engine: log.engine,
  append: (stream, expected, events) => log.append(stream, expected, events),
  read: (stream, options) => log.read(stream, options),
  readAll: (options) => log.readAll(options),
  scan: (options) => log.scan(options),
  subscribe: (options) => log.subscribe(options),
  head: () => log.head(),
  has: (position) => log.has(position),
  health: () => log.health(),
  close: () => log.close(),
  ...methods,
});
