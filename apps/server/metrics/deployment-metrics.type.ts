import { Field, Float, ID, Int, IntersectionType, ObjectType } from '@nestjs/graphql';
import type { BlameBasis, ExclusionReason } from '#metrics';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateTime } from '../graphql/scalars.js';
import { IncidentContributionFields } from './contribution.type.js';
import { Defined, ExclusionReasonEnum } from './defined.type.js';
import { DurationSummaryFields, Measured } from './duration.type.js';

const BlameBasisEnum = enumOf(
  'BlameBasis',
  ['EXPLICIT', 'INFERRED'],
  'Whether people blamed it, or the rule did.',
);
const RecoveryEnum = enumOf('Recovery', ['ROLLBACK', 'RESOLVE'], 'What ended the failure of a deployment.');

@ObjectType('BlamingIncident')
class BlamingIncidentType extends IncidentContributionFields {
  @Field(() => BlameBasisEnum)
  basis: BlameBasis;
}

@ObjectType({ isAbstract: true })
export class RolloutFields {
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
export class RecoveredDeploymentType extends IntersectionType(Measured, RolloutFields) {
  @Field(() => RecoveryEnum, { nullable: true })
  recoveredBy: string | null;

  @Field(() => [BlamingIncidentType])
  blamedBy: readonly BlamingIncidentType[];
}

@ObjectType({ isAbstract: true })
export class RatioFields extends Defined {
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

export const JudgedDeploymentConnection = connectionOf(JudgedDeploymentType, 'JudgedDeployment');
export const CountedDeploymentConnection = connectionOf(CountedDeploymentType, 'CountedDeployment');
export const RecoveredDeploymentConnection = connectionOf(RecoveredDeploymentType, 'RecoveredDeployment');
