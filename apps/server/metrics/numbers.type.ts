import type { Type } from '@nestjs/common';
import { Field, type FieldOptions, ObjectType } from '@nestjs/graphql';
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
import { inTurn } from './turns.js';
import { UpdateDisciplineType } from './update-discipline.js';

/** A number, which is worked out when it is read: all of them together take a while. */
const NumberField = (type: () => Type, options: FieldOptions = {}): PropertyDecorator =>
  Field(type, { ...options, middleware: [inTurn] });

/** Every number, one field each: a window has them, and so has each group and each stretch of time. */
@ObjectType({ isAbstract: true })
export class NumbersType {
  @NumberField(() => DurationMetricType)
  timeToDetect: DurationMetricType;

  @NumberField(() => DurationMetricType)
  timeToAcknowledge: DurationMetricType;

  @NumberField(() => DurationMetricType)
  timeToIdentify: DurationMetricType;

  @NumberField(() => DurationMetricType)
  timeToMitigate: DurationMetricType;

  @NumberField(() => DurationMetricType, { description: 'MTTR: to the last resolution.' })
  timeToResolve: DurationMetricType;

  @NumberField(() => DurationMetricType, {
    description: 'To the first resolution, whether reopened since or not.',
  })
  timeToFirstResolve: DurationMetricType;

  @NumberField(() => DurationMetricType, { description: 'From the start of the impact to its end.' })
  timeToRecover: DurationMetricType;

  @NumberField(() => DurationMetricType)
  timeToFirstUpdate: DurationMetricType;

  @NumberField(() => ChangeFailureRateType)
  changeFailureRate: ChangeFailureRateType;

  @NumberField(() => DeploymentFrequencyType)
  deploymentFrequency: DeploymentFrequencyType;

  @NumberField(() => FailedDeploymentRecoveryTimeType)
  failedDeploymentRecoveryTime: FailedDeploymentRecoveryTimeType;

  @NumberField(() => ChangeLeadTimeType)
  changeLeadTime: ChangeLeadTimeType;

  @NumberField(() => DeploymentReworkRateType)
  deploymentReworkRate: DeploymentReworkRateType;

  @NumberField(() => AvailabilityType)
  availability: AvailabilityType;

  @NumberField(() => RecurrenceRateType)
  recurrenceRate: RecurrenceRateType;

  @NumberField(() => UpdateDisciplineType)
  updateDiscipline: UpdateDisciplineType;

  @NumberField(() => PostmortemDisciplineType)
  postmortemDiscipline: PostmortemDisciplineType;

  @NumberField(() => RollbackTimeType)
  rollbackTime: RollbackTimeType;

  @NumberField(() => IncidentCountsType)
  incidentCounts: IncidentCountsType;
}
