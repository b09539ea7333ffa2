import { Field, ObjectType } from '@nestjs/graphql';
import type { Actor } from '#decider';
import type { Correction } from '#incident';
import { ActorType } from '../graphql/actor.type.js';
import { DateTime } from '../graphql/scalars.js';

@ObjectType('Correction', { description: 'A text that was replaced by a better one.' })
export class CorrectionType implements Correction {
  @Field()
  previousBody: string;

  @Field(() => ActorType)
  correctedBy: Actor;

  @Field(() => DateTime)
  correctedAt: string;
}
