import type { EventLog } from '../port.js';
import type { EventStoreDbSettings } from './settings.js';

/**
 * Opens a log on an EventStoreDB server (23.10 or later; one of 24.10.5, 25.0.1 or later is recommended). It connects
 * when it is first used: `health` tells whether the server answers.
 *
 * @param connectionString `esdb://host:2113?tls=false`, or of a cluster `esdb://user:password@a:2113,b:2113,c:2113`
 * @throws InvalidConnectionString it cannot be used; the text says why and has no password in it
 */
export async function openEventStoreDbLog(
  connectionString: string,
  settings: Partial<EventStoreDbSettings> = {},
): Promise<EventLog> {
  // The client is large; who works on the other engine need not load it.
  const { EventStoreDbLog } = await import('./log.js');
  return new EventStoreDbLog(connectionString, settings);
}
