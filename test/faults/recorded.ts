import { join } from 'node:path';
import { type RecordedEvent, openEventLog } from '#event-log';
import type { Recorded } from './writers.js';

/** The log of a data directory, as the engines take it. */
export const logUrl = (dataDir: string): string => `sqlite:${join(dataDir, 'events.db')}`;

/** Everything that the log of a data directory holds. */
export async function recordedIn(dataDir: string): Promise<RecordedEvent[]> {
  const log = await openEventLog(logUrl(dataDir));
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll()) events.push(event);
  await log.close();
  return events;
}

/**
 * What the commands of writers recorded, by their keys.
 *
 * @throws Error when two commands recorded something under one key
 */
export function recordedByKey(events: readonly RecordedEvent[]): Map<string, Recorded[]> {
  const commands = grouped(
    events.filter(({ metadata }) => metadata.fingerprint !== undefined),
    ({ metadata }) => metadata.commandId,
  );
  const byKey = new Map<string, Recorded[]>();
  for (const recorded of commands.values()) {
    const key = recorded[0]?.metadata.onBehalfOf?.id ?? 'nobody';
    if (byKey.has(key)) throw new Error(`Two commands recorded something under ${key}`);
    byKey.set(
      key,
      recorded.map(({ position, type }) => ({ type, position })),
    );
  }
  return byKey;
}

/** The revisions of each stream, as the log has them. */
export const revisionsByStream = (events: readonly RecordedEvent[]): number[][] =>
  [...grouped(events, ({ stream }) => stream).values()].map((ofStream) =>
    ofStream.map(({ revision }) => revision),
  );

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
