import type { EventLog } from './port.js';
import { type SqliteLogOptions, openSqliteLog } from './sqlite/index.js';

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
  if (url.startsWith('sqlite:') && url !== 'sqlite:')
    return openSqliteLog({ ...options, file: url.slice('sqlite:'.length) });
  if (/^esdb(?:\+discover)?:\/\//.test(url)) {
    // Its client is large, and whoever keeps the log in a file never needs it.
    const { openEventStoreDbLog } = await import('./eventstoredb/open.js');
    return openEventStoreDbLog(url);
  }
  // Not the URL itself: it may hold a password.
  throw new TypeError('The event log is sqlite:<file>, or esdb://… or esdb+discover://… for EventStoreDB');
}
