import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import type { EventMetadata, NewEvent } from '#event-log';
import { openEventLog } from '#event-log';
import { severities } from '#incident';

export const services = ['checkout', 'search', 'login', 'billing', 'catalog', 'mail', 'media', 'gateway'];
const start = Date.parse('2026-01-01T00:00:00.000Z');

/** The log of a data directory, as the engines take it. */
export const logUrl = (dataDir: string): string => `sqlite:${join(dataDir, 'events.db')}`;

export const metadata = (occurredAt: string, commandId = uuid()): EventMetadata => ({
  commandId,
  $correlationId: commandId,
  $causationId: commandId,
  actor: { kind: 'API_KEY', id: 'b7a4f8de-0a4e-4c7e-9a92-0a8f6f8b7c11', name: 'Bench' },
  source: 'bench',
  occurredAt,
  recordedAt: occurredAt,
  schemaVersion: 1,
});

/** The events of the life of one incident, the same for the same number but for their ids. */
export function lifeOf(number: number, length: number): { id: string; events: NewEvent[] } {
  const id = uuid();
  const at = (minutes: number) => new Date(start + (number * 7 + minutes) * 60_000).toISOString();
  const severity = severities[number % severities.length] ?? 'P3';
  const service = services[number % services.length] ?? 'checkout';
  const event = (type: string, data: object, minutes: number): NewEvent => ({
    id: uuid(),
    type,
    data,
    metadata: metadata(at(minutes)),
  });
  const declared = event(
    'IncidentDeclared',
    {
      id,
      title: `${service} answers slowly (${number})`,
      summary: 'Latency is far above what we promise.',
      severity,
      services: [service],
      detectedBy: 'MONITORING',
      detectedAt: at(0),
      security: false,
      drill: false,
      visibility: 'ORGANIZATION',
    },
    0,
  );
  const middle = Array.from({ length: Math.max(0, length - 3) }, (_, index) =>
    event(
      'NoteRecorded',
      { noteId: uuid(), kind: 'OBSERVATION', body: `Observation ${index} on the way to the cause` },
      index + 2,
    ),
  );
  const end = [
    event('IncidentAcknowledged', {}, 1),
    ...middle,
    event('IncidentResolved', { resolution: 'Scaled out' }, length + 10),
  ];
  return { id, events: [declared, ...end.slice(0, Math.max(0, length - 1))] };
}

/** Writes so many incidents, of so many events each, into the log of a data directory. Gives their ids. */
export async function seed(dataDir: string, incidents: number, eventsEach: number): Promise<string[]> {
  mkdirSync(dataDir, { recursive: true });
  const log = await openEventLog(logUrl(dataDir));
  const ids: string[] = [];
  for (let first = 0; first < incidents; first += 200) {
    const lives = Array.from({ length: Math.min(200, incidents - first) }, (_, at) =>
      lifeOf(first + at, eventsEach),
    );
    await Promise.all(lives.map(({ id, events }) => log.append(`incident-${id}`, 'none', events)));
    ids.push(...lives.map(({ id }) => id));
  }
  await log.close();
  return ids;
}
