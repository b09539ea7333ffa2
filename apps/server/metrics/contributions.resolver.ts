import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  ChangeFailureRate,
  DeploymentFrequency,
  DurationMetric,
  FailedDeploymentRecoveryTime,
} from '#metrics';
import { PageArgs } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import {
  ChangeFailureRateType,
  CountedDeploymentConnection,
  DeploymentFrequencyType,
  FailedDeploymentRecoveryTimeType,
  JudgedDeploymentConnection,
  RecoveredDeploymentConnection,
} from './deployment-metrics.type.js';
import { DurationMetricType, IncidentDurationConnection } from './duration.type.js';

/** The very incidents and deployments behind a number, those that do not count with the reason why. */
@Resolver(() => DurationMetricType)
export class DurationContributionsResolver {
  @ResolveField(() => IncidentDurationConnection, {
    description: 'The incidents behind it, and those left out.',
  })
  incidents(@Parent() { contributions }: DurationMetric, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ incidentId }) => incidentId);
  }
}

@Resolver(() => ChangeFailureRateType)
export class ChangeFailureContributionsResolver {
  @ResolveField(() => JudgedDeploymentConnection, {
    description: 'The deployments behind it, and those left out.',
  })
  deployments(@Parent() { contributions }: ChangeFailureRate, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ deploymentId }) => deploymentId);
  }
}

@Resolver(() => DeploymentFrequencyType)
export class DeploymentFrequencyContributionsResolver {
  @ResolveField(() => CountedDeploymentConnection, {
    description: 'The deployments behind it, and those left out.',
  })
  deployments(@Parent() { contributions }: DeploymentFrequency, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ deploymentId }) => deploymentId);
  }
}

@Resolver(() => FailedDeploymentRecoveryTimeType)
export class RecoveryContributionsResolver {
  @ResolveField(() => RecoveredDeploymentConnection, {
    description: 'The failed deployments, and what ended them.',
  })
  deployments(@Parent() { contributions }: FailedDeploymentRecoveryTime, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ deploymentId }) => deploymentId);
  }
}
