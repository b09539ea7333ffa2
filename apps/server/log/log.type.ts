import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Actor } from '#decider';
import type { RecordedEvent } from '#event-log';
import { ActorType } from '../graphql/actor.type.js';
import { uncountedConnectionOf } from '../graphql/connection.js';
import { DateTime, Json, PositionScalar } from '../graphql/scalars.js';

@ObjectType('LogEvent', {
  description:
    'An event as the log holds it. Something else than Sitrep may have written it, into an EventStoreDB: then it has no hash, and who did it, how and when is null.',
})
export class LogEventType {
  @Field(() => ID)
  id: string;

  @Field(() => PositionScalar)
  position: string;

  @Field({ description: 'What it is about: `incident-<uuid>`, `deployment-<uuid>`…' })
  stream: string;

  @Field(() => Int, { description: 'Its place in its stream, from 0 on.' })
  revision: number;

  @Field()
  type: string;

  @Field(() => Int, { nullable: true, description: 'The version of the shape of `data`.' })
  schemaVersion: number | null;

  @Field(() => Json, {
    nullable: true,
    description:
      'As it is in the log, whatever wrote it there; `{ redacted: true }` where it names an incident that you may not see.',
  })
  data: object | null;

  @Field(() => ActorType, { nullable: true })
  actor: Actor | null;

  @Field(() => ActorType, { nullable: true, description: 'The person for whom the actor acted.' })
  onBehalfOf: Actor | null;

  @Field(() => String, { nullable: true, description: 'The way in: `graphql`, `ingest/github`…' })
  source: string | null;

  @Field(() => ID, { nullable: true, description: 'The command that recorded it.' })
  commandId: string | null;

  @Field(() => ID, { nullable: true })
  correlationId: string | null;

  @Field(() => ID, { nullable: true })
  causationId: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it happened.' })
  occurredAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the log took it.' })
  recordedAt: string | null;

  @Field({
    description:
      'The SHA-256, as 64 hexadecimal digits, of its canonical form (RFC 8785) with the hash of the event before it in its stream. Empty where something else than Sitrep wrote it.',
  })
  hash: string;
}

export const LogConnection = uncountedConnectionOf(LogEventType, 'Log');

/** What is not known of an event that something else wrote, whatever it says of itself. */
const UNSAID = {
  schemaVersion: null,
  actor: null,
  onBehalfOf: null,
  source: null,
  commandId: null,
  correlationId: null,
  causationId: null,
  occurredAt: null,
  recordedAt: null,
};

/** A recorded event as the API shows it. Its fields one by one: spreading them takes as long as reading the event. */
export const logEvent = ({
  data,
  hash,
  id,
  metadata,
  position,
  revision,
  stream,
  type,
}: RecordedEvent): LogEventType => {
  if (hash === '') return { id, position, stream, revision, type, data, hash, ...UNSAID };
  return {
    id,
    position,
    stream,
    revision,
    type,
    schemaVersion: metadata.schemaVersion,
    data,
    actor: metadata.actor,
    onBehalfOf: metadata.onBehalfOf ?? null,
    source: metadata.source,
    commandId: metadata.commandId,
    correlationId: metadata.$correlationId,
    causationId: metadata.$causationId,
    occurredAt: metadata.occurredAt,
    recordedAt: metadata.recordedAt,
    hash,
  };
};
