import { Field, ID, ObjectType, Resolver } from '@nestjs/graphql';
import type { Principal, Scope } from '#access';
import { ActorKind } from '../graphql/actor.type.js';
import { DateTime } from '../graphql/scalars.js';
import { ScopeEnum } from './api-keys.resolver.js';
import { Asking, type Caller } from './caller.js';
import { AuthenticatedQuery } from './requires.js';

@ObjectType('Principal', { description: 'Who is asking, and what they may do.' })
class PrincipalType implements Principal {
  @Field(() => ID)
  id: string;

  @Field()
  name: string;

  @Field(() => ActorKind)
  kind: Principal['kind'];

  @Field(() => [ScopeEnum])
  scopes: readonly Scope[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the credentials stop working; null for never.',
  })
  expiresAt: string | null;
}

@Resolver()
export class MeResolver {
  @AuthenticatedQuery(() => PrincipalType, { description: 'Who you are here. Needs a key, but no scope.' })
  me(@Asking() { principal }: Caller): Principal {
    return principal;
  }
}
