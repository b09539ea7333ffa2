import { type EventLog, type EventLogOptions, openEventLog, withUpcasters } from '#event-log';
import { upcasters } from './upcasters.js';

export { schemaVersionOf, upcast } from './upcasters.js';

/**
 * Opens the log as everything but the engines reads it: every event in its newest shape, whatever shape it was
 * written in.
 *
 * @throws what `openEventLog` throws
 */
export async function openHistory(url: string, options?: EventLogOptions): Promise<EventLog> {
  const log = await openEventLog(url, options);
  return upcasters.length === 0 ? log : withUpcasters(log, upcasters);
}
