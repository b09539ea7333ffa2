import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { type BlameBasis, type ExclusionReason, exclusionReasons } from '#metrics';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateTime, PositionScalar } from '../graphql/scalars.js';

export const ExclusionReasonEnum = enumOf(
  'ExclusionReason',
  Object.keys(exclusionReasons) as ExclusionReason[],
  'Why something does not count.',
);
const DurationStateEnum = enumOf('DurationState', ['RECORDED', 'PENDING', 'NOT_APPLICABLE', 'INVALID']);
const BlameBasisEnum = enumOf(
  'BlameBasis',
  ['EXPLICIT', 'INFERRED'],
  'Whether people blamed it, or the rule did.',
);
const RecoveryEnum = enumOf('Recovery', ['ROLLBACK', 'RESOLVE'], 'What ended the failure of a deployment.');

@ObjectType('Exclusion', { description: 'How many were left out for a reason.' })
class ExclusionType {
  @Field(() => ExclusionReasonEnum)
  reason: ExclusionReason;

  @Field(() => Int)
  count: number;
}

@ObjectType({ isAbstract: true })
class Defined {
  @Field({ description: 'How the number is defined, in a sentence.' })
  definition: string;

  @Field({ description: 'The version of the definition: it changes whenever an answer could.' })
  rule: string;

  @Field(() => [ExclusionType])
  excluded: readonly ExclusionType[];
}

@ObjectType({ isAbstract: true })
class DurationSummaryFields extends Defined {
  @Field(() => Int, { description: 'Over how many it is computed.' })
  count: number;

  @Field(() => Float, { nullable: true })
  meanSeconds: number | null;

  @Field(() => Float, { nullable: true })
  p50Seconds: number | null;

  @Field(() => Float, { nullable: true })
  p90Seconds: number | null;

  @Field(() => Float, { nullable: true })
  p95Seconds: number | null;

  @Field(() => Float, { nullable: true })
  maxSeconds: number | null;
}

@ObjectType({ isAbstract: true })
class Measured {
  @Field(() => DurationStateEnum)
  state: string;

  @Field(() => Float, { nullable: true, description: 'Null unless the state is RECORDED.' })
  seconds: number | null;

  @Field(() => DateTime, { nullable: true })
  startedAt: string | null;

  @Field(() => DateTime, { nullable: true })
  endedAt: string | null;

  @Field(() => ExclusionReasonEnum, {
    nullable: true,
    description: 'Why it does not count; null where it counts.',
  })
  excluded: ExclusionReason | null;
}

@ObjectType('IncidentDuration', {
  description: 'What one incident adds to a duration, or why it adds nothing.',
})
export class IncidentDurationType extends Measured {
  @Field(() => ID)
  incidentId: string;

  @Field(() => String, { nullable: true })
  reference: string | null;

  @Field(() => Int)
  reopens: number;
}

@ObjectType('DurationMetric')
export class DurationMetricType extends DurationSummaryFields {
  @Field(() => Int, { description: 'How often the incidents that count were reopened.' })
  reopens: number;
}

@ObjectType('BlamingIncident')
class BlamingIncidentType {
  @Field(() => ID)
  incidentId: string;

  @Field(() => String, { nullable: true })
  reference: string | null;

  @Field(() => BlameBasisEnum)
  basis: BlameBasis;

  @Field(() => ExclusionReasonEnum, { nullable: true })
  excluded: ExclusionReason | null;
}

@ObjectType({ isAbstract: true })
class RolloutFields {
  @Field(() => ID)
  deploymentId: string;

  @Field()
  service: string;

  @Field()
  environment: string;

  @Field()
  version: string;

  @Field(() => DateTime, { nullable: true })
  finishedAt: string | null;
}

@ObjectType('JudgedDeployment', { description: 'A deployment of the window, and what speaks against it.' })
export class JudgedDeploymentType extends RolloutFields {
  @Field()
  failed: boolean;

  @Field()
  rolledBack: boolean;

  @Field(() => [BlamingIncidentType])
  blamedBy: readonly BlamingIncidentType[];

  @Field(() => ExclusionReasonEnum, { nullable: true })
  excluded: ExclusionReason | null;
}

@ObjectType('RecoveredDeployment', {
  description: 'A failed deployment, and how long until its users were well again.',
})
export class RecoveredDeploymentType extends Measured {
  @Field(() => ID)
  deploymentId: string;

  @Field()
  service: string;

  @Field()
  environment: string;

  @Field()
  version: string;

  @Field(() => DateTime, { nullable: true })
  finishedAt: string | null;

  @Field(() => RecoveryEnum, { nullable: true })
  recoveredBy: string | null;

  @Field(() => [BlamingIncidentType])
  blamedBy: readonly BlamingIncidentType[];
}

@ObjectType({ isAbstract: true })
class RatioFields extends Defined {
  @Field(() => Float, { nullable: true, description: 'Null where there is nothing to divide by.' })
  value: number | null;

  @Field(() => Float)
  numerator: number;

  @Field(() => Float)
  denominator: number;
}

@ObjectType('ChangeFailureRate')
export class ChangeFailureRateType extends RatioFields {
  @Field(() => Int, { description: 'How many of the failed deployments failed by inferred blame alone.' })
  inferred: number;
}

@ObjectType('CountedDeployment')
export class CountedDeploymentType extends RolloutFields {
  @Field(() => ExclusionReasonEnum, { nullable: true })
  excluded: ExclusionReason | null;
}

@ObjectType('DeploymentFrequency', { description: 'Deployments per day.' })
export class DeploymentFrequencyType extends RatioFields {}

@ObjectType('FailedDeploymentRecoveryTime')
export class FailedDeploymentRecoveryTimeType extends DurationSummaryFields {}

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

export const IncidentDurationConnection = connectionOf(IncidentDurationType, 'IncidentDuration');
export const JudgedDeploymentConnection = connectionOf(JudgedDeploymentType, 'JudgedDeployment');
export const CountedDeploymentConnection = connectionOf(CountedDeploymentType, 'CountedDeployment');
export const RecoveredDeploymentConnection = connectionOf(RecoveredDeploymentType, 'RecoveredDeployment');
