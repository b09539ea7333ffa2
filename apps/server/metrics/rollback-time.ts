import { Args, Field, Float, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RollbackTime } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { RatioType } from './contribution.type.js';
import { DurationSummaryFields, Measured } from './duration.type.js';

@ObjectType('JudgedRollback', {
  description: 'A rollback that the response tried, and how long until it was seen to work.',
})
class JudgedRollbackType extends Measured {
  @Field(() => ID)
  incidentId: string;

  @Field(() => String, { nullable: true })
  reference: string | null;

  @Field(() => ID)
  mitigationId: string;

  @Field(() => ID, { nullable: true, description: 'The deployment that it takes back, where it names one.' })
  deploymentId: string | null;

  @Field(() => Float, { description: 'It should take less, by the policy that its incident is held to.' })
  targetSeconds: number;

  @Field(() => Boolean, { nullable: true, description: 'Null unless it counts.' })
  withinTarget: boolean | null;
}

@ObjectType('RollbackTime', { description: 'How long rollbacks take that work.' })
export class RollbackTimeType extends DurationSummaryFields {
  @Field(() => RatioType, { description: 'The share of the rollbacks that took less than their target.' })
  withinTarget: RatioType;
}

const JudgedRollbackConnection = connectionOf(JudgedRollbackType, 'JudgedRollback');

@Resolver(() => RollbackTimeType)
export class RollbackTimeResolver {
  @ResolveField(() => JudgedRollbackConnection, {
    description: 'The rollbacks behind it, and those left out.',
  })
  rollbacks(@Parent() { contributions }: RollbackTime, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ mitigationId }) => mitigationId);
  }
}
