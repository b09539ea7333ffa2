import type { EventLog } from './port.js';
import { type SqliteLogOptions, openSqliteLog, writeWhole } from './sqlite/index.js';

/** What the embedded engine can be told; EventStoreDB takes its options in the connection string. */
export type EventLogOptions = Omit<SqliteLogOptions, 'file'>;

/**
 * Opens the log that the URL names: `sqlite:<file>`, or a connection string of EventStoreDB (`esdb://…`,
 * `esdb+discover://…`).
 *
 * @throws InvalidConnectionString for such a string that cannot be used
 * @throws TypeError for any other URL
 */
export async function openEventLog(url: string, options: EventLogOptions = {}): Promise<EventLog> {
  const file = logFileOf(url);
  if (file !== undefined) return openSqliteLog({ ...options, file });
  if (/^esdb(?:\+discover)?:\/\//.test(url)) {
    // Its client is large, and whoever keeps the log in a file never needs it.
    const { openEventStoreDbLog } = await import('./eventstoredb/open.js');
    return openEventStoreDbLog(url);
  }
  // Not the URL itself: it may hold a password.
  throw new TypeError('The event log is sqlite:<file>, or esdb://… or esdb+discover://… for EventStoreDB');
}

/**
 * Opens a log for `write` to fill, and closes it. What is kept in a file is there when all was written, or not at all;
 * EventStoreDB keeps whatever it was given.
 *
 * @throws what `openEventLog` and `write` throw, and LogUnavailable where somebody else began a log in the same file
 */
export async function fillEventLog<T>(url: string, write: (log: EventLog) => Promise<T>): Promise<T> {
  const file = logFileOf(url);
  if (file !== undefined) return writeWhole(file, write);
  const log = await openEventLog(url);
  return write(log).finally(() => log.close());
}

/** The file of the log, where the URL names one; undefined for EventStoreDB. */
export const logFileOf = (url: string): string | undefined => /^sqlite:(.+)$/s.exec(url)?.[1];
