import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '#decider';
import type { ActorFilter, LogFilter, TimeRange } from '#event-log';
import { ActorKind } from '../graphql/actor.type.js';
import { given } from '../graphql/given.js';
import { Nested } from '../graphql/nested.js';
import { TimeRangeInput } from '../graphql/time-range.js';
import { Lines, Window } from '../graphql/validators.js';

const most = 100;

@InputType('ActorFilter', {
  description: 'One actor who has one of the ids and is of one of the kinds, where such are named.',
})
class ActorFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Ids of keys, people and integrations.' })
  @IsOptional()
  @Lines(most)
  ids?: string[] | null;

  @Field(() => [ActorKind], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(most)
  kinds?: Actor['kind'][] | null;
}

@InputType('LogFilter', {
  description:
    'Which events to give. All that is named must hold; within a list, one must: an empty one finds nothing.',
})
export class LogFilterInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Beginnings of stream names: `incident-`, or a whole name.',
  })
  @IsOptional()
  @ArrayMaxSize(most)
  streams?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Event types.' })
  @IsOptional()
  @ArrayMaxSize(most)
  types?: string[] | null;

  @Field(() => ActorFilterInput, {
    nullable: true,
    description: 'Who did it, or the person for whom it was done.',
  })
  @IsOptional()
  @Nested(() => ActorFilterInput)
  actors?: ActorFilterInput | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'What belongs together, as `x-correlation-id` named it.',
  })
  @IsOptional()
  @Lines(most, 1000)
  correlationIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'What these commands recorded: UUIDs.' })
  @IsOptional()
  @ArrayMaxSize(most)
  @IsUUID('all', { each: true, message: 'each must be a UUID' })
  commandIds?: string[] | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'When it happened.' })
  @IsOptional()
  @Window()
  occurredAt?: TimeRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'When the log took it.' })
  @IsOptional()
  @Window()
  recordedAt?: TimeRangeInput | null;
}

/** The filter as the log takes it. */
export function filterOf(input: LogFilterInput | null | undefined): LogFilter {
  const { actors, commandIds, correlationIds, occurredAt, recordedAt, streams, types } = input ?? {};
  return given({
    streams,
    types,
    actors: actors && actorsOf(actors),
    correlationIds,
    commandIds: commandIds?.map((id) => id.toLowerCase()),
    occurredAt: occurredAt && rangeOf(occurredAt),
    recordedAt: recordedAt && rangeOf(recordedAt),
  });
}

const actorsOf = ({ ids, kinds }: ActorFilterInput): ActorFilter | undefined =>
  ids == null && kinds == null ? undefined : given({ ids, kinds });

const rangeOf = ({ from, to }: TimeRangeInput): TimeRange => given({ from, to });
