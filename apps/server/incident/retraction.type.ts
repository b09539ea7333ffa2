import { Field, ObjectType } from '@nestjs/graphql';
import type { Actor } from '#decider';
import type { Retraction } from '#incident';
import { ActorType } from '../graphql/actor.type.js';
import { DateTime } from '../graphql/scalars.js';

@ObjectType('Retraction', { description: 'Why something was taken back.' })
export class RetractionType implements Retraction {
  @Field()
  reason: string;

  @Field(() => ActorType)
  retractedBy: Actor;

  @Field(() => DateTime)
  retractedAt: string;
}
