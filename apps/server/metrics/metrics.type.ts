import { Field, ObjectType } from '@nestjs/graphql';
import { DateTime, PositionScalar } from '../graphql/scalars.js';
import {
  ChangeFailureRateType,
  DeploymentFrequencyType,
  FailedDeploymentRecoveryTimeType,
} from './deployment-metrics.type.js';
import { DurationMetricType } from './duration.type.js';

@ObjectType('AppliedWindow')
class AppliedWindowType {
  @Field(() => DateTime, { nullable: true })
  from: string | null;

  @Field(() => DateTime, { nullable: true })
  to: string | null;
}

@ObjectType('Metrics', {
  description: 'Numbers, each with its definition, what was left out, and what is behind it.',
})
export class MetricsType {
  @Field(() => AppliedWindowType)
  window: AppliedWindowType;

  @Field(() => PositionScalar, {
    nullable: true,
    description: 'The position of the log at which they were computed.',
  })
  position: string | null;

  @Field(() => DurationMetricType)
  timeToDetect: DurationMetricType;

  @Field(() => DurationMetricType)
  timeToAcknowledge: DurationMetricType;

  @Field(() => DurationMetricType)
  timeToIdentify: DurationMetricType;

  @Field(() => DurationMetricType)
  timeToMitigate: DurationMetricType;

  @Field(() => DurationMetricType, { description: 'MTTR: to the last resolution.' })
  timeToResolve: DurationMetricType;

  @Field(() => DurationMetricType, { description: 'To the first resolution, whether reopened since or not.' })
  timeToFirstResolve: DurationMetricType;

  @Field(() => DurationMetricType)
  timeToFirstUpdate: DurationMetricType;

  @Field(() => ChangeFailureRateType)
  changeFailureRate: ChangeFailureRateType;

  @Field(() => DeploymentFrequencyType)
  deploymentFrequency: DeploymentFrequencyType;

  @Field(() => FailedDeploymentRecoveryTimeType)
  failedDeploymentRecoveryTime: FailedDeploymentRecoveryTimeType;
}
