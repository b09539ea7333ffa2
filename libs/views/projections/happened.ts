import type { Actor, Happened } from '#decider';
import type { EventMetadata, RecordedEvent } from '#event-log';
import { instant, text } from './columns.js';

/** A recorded event as deciders know it. @throws TypeError when its metadata lack what every event has */
export function happened({
  type,
  data,
  metadata,
}: Pick<RecordedEvent, 'type' | 'data' | 'metadata'>): Happened {
  const { onBehalfOf } = metadata;
  return {
    event: { type, data },
    facts: {
      occurredAt: instant(metadata.occurredAt, 'occurredAt'),
      recordedAt: instant(metadata.recordedAt, 'recordedAt'),
      actor: actorIn(metadata),
      ...(onBehalfOf && { onBehalfOf }),
    },
  };
}

function actorIn({ actor }: Partial<EventMetadata>): Actor {
  if (!actor) throw new TypeError('It does not say who did it');
  text(actor.id, "the actor's id");
  return actor;
}
