import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../event.js';

/** An event as an incident's capabilities make them, with a new id. */
export function anEvent(type = 'NoteRecorded', data: object = { text: 'All quiet' }): NewEvent {
  return {
    id: randomUUID(),
    type,
    data,
    metadata: {
      commandId: randomUUID(),
      $correlationId: 'corr-7',
      $causationId: 'cause-7',
      actor: { kind: 'USER', id: 'u-ada', name: 'Ada Lovelace' },
      source: 'graphql',
      occurredAt: '2026-03-01T09:30:00.000Z',
      recordedAt: '2026-03-01T09:30:00.120Z',
      schemaVersion: 1,
    },
  };
}

/** So many events that tell themselves apart by `data.n`, from 0 on. */
export const events = (count: number, type?: string): NewEvent[] =>
  Array.from({ length: count }, (_, n) => anEvent(type, { n }));

/** A stream that no other test has; `kind` begins its name. */
export const aStream = (kind = 'incident'): string => `${kind}-${randomUUID()}`;
