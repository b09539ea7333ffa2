import type { Actor } from '#decider';
import type { EventMetadata, NewEvent, RecordedEvent } from '#event-log';

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
  const revisions = new Map<string, number>();
  return story.map((told, index) => {
    const revision = revisions.get(told.stream) ?? 0;
    revisions.set(told.stream, revision + 1);
    const place = index + 1;
    return { ...appendable(told, place), stream: told.stream, revision, position: positionOf(place) };
  });
}
