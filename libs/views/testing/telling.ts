import type { Actor } from '#decider';
import { type EventMetadata, type NewEvent, type RecordedEvent, chainHash } from '#event-log';

export const amina: Actor = { kind: 'USER', id: 'amina@example.com', name: 'Amina Diallo' };

/** A UUID that is told apart by a number. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The time so many minutes into a story. */
export const minute = (minutes: number): string =>
  new Date(Date.UTC(2026, 2, 2, 9) + minutes * 60_000).toISOString();

/** An event as a test tells it; what it does not say follows from its place in the story. */
export interface Told {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  readonly occurredAt?: string;
  readonly metadata?: Partial<EventMetadata>;
}

/** The declaration of the incident of this number, with what a test says of it. */
export const declared = (number: number, data: object = {}): Told => ({
  stream: `incident-${uuid(number)}`,
  type: 'IncidentDeclared',
  data: {
    id: uuid(number),
    title: 'Checkout fails',
    summary: '',
    severity: 'P1',
    services: ['checkout'],
    detectedBy: 'MONITORING',
    detectedAt: '2026-03-02T08:58:00.000Z',
    security: false,
    drill: false,
    visibility: 'ORGANIZATION',
    ...data,
  },
});

/** That somebody saw to the incident of this number. */
export const acknowledged = (number: number): Told => ({
  stream: `incident-${uuid(number)}`,
  type: 'IncidentAcknowledged',
  data: {},
});

/** A told event as it is appended; `place` is that in the log, from 1 on. */
export function appendable({ type, data, occurredAt, metadata }: Told, place: number): NewEvent {
  return {
    id: uuid(place),
    type,
    data,
    metadata: {
      commandId: uuid(1_000_000 + place),
      $correlationId: 'corr-7',
      $causationId: 'cause-7',
      actor: amina,
      source: 'graphql',
      occurredAt: occurredAt ?? minute(place),
      recordedAt: minute(place),
      schemaVersion: 1,
      ...metadata,
    },
  };
}

/** The position of the `place`th event of a told log. */
export const positionOf = (place: number): string => String(place).padStart(16, '0');

/** The story as a log gives it. */
export function recorded(story: readonly Told[]): RecordedEvent[] {
  const ends = new Map<string, RecordedEvent>();
  return story.map((told, index) => {
    const place = index + 1;
    const { stream } = told;
    const before = ends.get(stream);
    const event = { ...appendable(told, place), stream, revision: (before?.revision ?? -1) + 1 };
    const recorded = { ...event, position: positionOf(place), hash: chainHash(event, before?.hash ?? null) };
    ends.set(stream, recorded);
    return recorded;
  });
}
