import { Args, Field, IntersectionType, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ChangeLeadTime } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { RolloutFields } from './deployment-metrics.type.js';
import { DurationSummaryFields, Measured } from './duration.type.js';

@ObjectType('DeliveredCommit', {
  description: 'A commit that a deployment brought to users, or a deployment of which no commit is known.',
})
class DeliveredCommitType extends IntersectionType(Measured, RolloutFields) {
  @Field(() => String, { nullable: true })
  sha: string | null;
}

@ObjectType('ChangeLeadTime', { description: 'How long commits take to reach users.' })
export class ChangeLeadTimeType extends DurationSummaryFields {}

const DeliveredCommitConnection = connectionOf(DeliveredCommitType, 'DeliveredCommit');

@Resolver(() => ChangeLeadTimeType)
export class ChangeLeadTimeResolver {
  @ResolveField(() => DeliveredCommitConnection, {
    description: 'The commits behind it, and the deployments left out.',
  })
  commits(@Parent() { contributions }: ChangeLeadTime, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ deploymentId, sha }) => `${deploymentId}:${sha ?? ''}`);
  }
}
