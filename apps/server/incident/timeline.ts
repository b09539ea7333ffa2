import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { Actor } from '#decider';
import type { IncidentDocument } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { ActorType } from '../graphql/actor.type.js';
import { DateTime, Json, PositionScalar } from '../graphql/scalars.js';
import { ReadFurther } from '../queries/read.js';
import { timelineOf } from './shown-timeline.js';
import { IncidentType } from './incident.type.js';

@ObjectType('TimelineEntry', { description: 'One event of a thing, for people.' })
export class TimelineEntryType {
  @Field(() => ID, { description: 'The id of the event.' })
  id: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  recordedAt: string;

  @Field(() => ActorType)
  actor: Actor;

  @Field(() => ActorType, { nullable: true, description: 'The person for whom the actor acted.' })
  onBehalfOf: Actor | null;

  @Field({ description: 'The type of the event.' })
  kind: string;

  @Field({ description: 'The event in a sentence.' })
  text: string;

  @Field(() => Json, {
    description:
      'The data of the event; `{ redacted: true }` where it names an incident that you may not see.',
  })
  data: object;

  @Field(() => Int)
  revision: number;

  @Field(() => PositionScalar)
  position: string;
}

export const TimelineConnection = connectionOf(TimelineEntryType, 'Timeline');

@ArgsType()
class TimelineArgs extends PageArgs {
  @Field(() => [String], { nullable: true, description: 'Event types.' })
  @IsOptional()
  @ArrayMaxSize(100)
  kinds?: string[] | null;
}

@Resolver(() => IncidentType)
export class TimelineResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => TimelineConnection, {
    description: 'Everything that happened, in the order in which it happened.',
  })
  timeline(
    @Parent() incident: IncidentDocument,
    @Asking() caller: Caller,
    @Args() { kinds, ...page }: TimelineArgs,
  ) {
    return this.queries.execute(
      new ReadFurther(
        (views) => views.timeline.page({ ...timelineOf(incident), kinds, page }, viewerOf(caller)),
        incident.position,
      ),
    );
  }
}
