import { Field, ID, ObjectType } from '@nestjs/graphql';
import { type Actor, actorKinds } from '#decider';
import { enumOf } from './enum.js';

export const ActorKind = enumOf('ActorKind', actorKinds);

@ObjectType('Actor', { description: 'Who did something.' })
export class ActorType implements Actor {
  @Field(() => ActorKind)
  kind: Actor['kind'];

  @Field(() => ID)
  id: string;

  @Field()
  name: string;
}
