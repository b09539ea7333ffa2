import { Field, ObjectType } from '@nestjs/graphql';
import { AvailabilityType } from './availability.js';
import { ChangeLeadTimeType } from './change-lead-time.js';
import {
  ChangeFailureRateType,
  DeploymentFrequencyType,
  FailedDeploymentRecoveryTimeType,
} from './deployment-metrics.type.js';
import { DeploymentReworkRateType } from './deployment-rework-rate.js';
import { DurationMetricType } from './duration.type.js';
import { IncidentCountsType } from './incident-counts.js';
import { PostmortemDisciplineType } from './postmortem-discipline.js';
import { RecurrenceRateType } from './recurrence-rate.js';
import { RollbackTimeType } from './rollback-time.js';
import { UpdateDisciplineType } from './update-discipline.js';

/** Every number, one field each: a window has them, and so has each group and each stretch of time. */
@ObjectType({ isAbstract: true })
export class NumbersType {
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

  @Field(() => DurationMetricType, { description: 'From the start of the impact to its end.' })
  timeToRecover: DurationMetricType;

  @Field(() => DurationMetricType)
  timeToFirstUpdate: DurationMetricType;

  @Field(() => ChangeFailureRateType)
  changeFailureRate: ChangeFailureRateType;

  @Field(() => DeploymentFrequencyType)
  deploymentFrequency: DeploymentFrequencyType;

  @Field(() => FailedDeploymentRecoveryTimeType)
  failedDeploymentRecoveryTime: FailedDeploymentRecoveryTimeType;

  @Field(() => ChangeLeadTimeType)
  changeLeadTime: ChangeLeadTimeType;

  @Field(() => DeploymentReworkRateType)
  deploymentReworkRate: DeploymentReworkRateType;

  @Field(() => AvailabilityType)
  availability: AvailabilityType;

  @Field(() => RecurrenceRateType)
  recurrenceRate: RecurrenceRateType;

  @Field(() => UpdateDisciplineType)
  updateDiscipline: UpdateDisciplineType;

  @Field(() => PostmortemDisciplineType)
  postmortemDiscipline: PostmortemDisciplineType;

  @Field(() => RollbackTimeType)
  rollbackTime: RollbackTimeType;

  @Field(() => IncidentCountsType)
  incidentCounts: IncidentCountsType;
}
