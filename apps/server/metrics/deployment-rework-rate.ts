import { Args, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { DeploymentReworkRate, ExclusionReason } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { ExclusionReasonEnum } from './defined.type.js';
import { RatioFields, RolloutFields } from './deployment-metrics.type.js';

@ObjectType('PurposefulDeployment', {
  description: 'A deployment of the window, and whether it had to be made.',
})
class PurposefulDeploymentType extends RolloutFields {
  @Field({ description: 'Whether it was to repair what an incident is about.' })
  rework: boolean;

  @Field(() => ExclusionReasonEnum, { nullable: true })
  excluded: ExclusionReason | null;
}

@ObjectType('DeploymentReworkRate', { description: 'The share of deployments that nobody planned.' })
export class DeploymentReworkRateType extends RatioFields {}

const PurposefulDeploymentConnection = connectionOf(PurposefulDeploymentType, 'PurposefulDeployment');

@Resolver(() => DeploymentReworkRateType)
export class DeploymentReworkRateResolver {
  @ResolveField(() => PurposefulDeploymentConnection, {
    description: 'The deployments behind it, and those left out.',
  })
  deployments(@Parent() { contributions }: DeploymentReworkRate, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ deploymentId }) => deploymentId);
  }
}
