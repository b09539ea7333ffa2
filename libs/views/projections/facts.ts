import type { Actor, EventFacts } from '#decider';
import type { EventMetadata } from '#event-log';
import { instant, text } from './columns.js';

/** What is true of a recorded event beside its data. @throws TypeError when it lacks what every event has */
export function factsIn({ occurredAt, recordedAt, actor, onBehalfOf }: EventMetadata): EventFacts {
  return {
    occurredAt: instant(occurredAt, 'occurredAt'),
    recordedAt: instant(recordedAt, 'recordedAt'),
    actor: actorIn(actor),
    ...(onBehalfOf && { onBehalfOf }),
  };
}

function actorIn(actor: Actor | undefined): Actor {
  if (!actor) throw new TypeError('It does not say who did it');
  text(actor.id, "the actor's id");
  return actor;
}
