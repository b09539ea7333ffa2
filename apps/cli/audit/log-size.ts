import type { EventLog } from '#event-log';

/** How many events a log has, where its positions tell; for a progress bar. */
export async function sizeOf(log: EventLog): Promise<number | undefined> {
  return log.engine === 'sqlite' ? Number((await log.head()) ?? 0) : undefined;
}
