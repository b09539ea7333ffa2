import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  type Commit,
  type DeploymentStatus,
  type Outcome,
  type Purpose,
  deploymentStatuses,
  outcomes,
  purposes,
} from '#deployment';
import { AsOfField } from '../as-of/as-of.input.js';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { DateTime, PositionScalar } from '../graphql/scalars.js';

export const DeploymentStatusEnum = enumOf(
  'DeploymentStatus',
  deploymentStatuses,
  'How far a deployment came.',
);
const OutcomeEnum = enumOf('DeploymentOutcome', outcomes, 'Whether it reached its environment.');
export const PurposeEnum = enumOf(
  'DeploymentPurpose',
  purposes,
  'As planned, or to repair what an incident is about.',
);

@ObjectType('Commit')
class CommitType implements Commit {
  @Field()
  sha: string;

  @Field(() => DateTime)
  committedAt: string;
}

@ObjectType('Deployment')
export class DeploymentType {
  @Field(() => ID)
  id: string;

  @Field()
  service: string;

  @Field()
  environment: string;

  @Field()
  version: string;

  @Field(() => DeploymentStatusEnum)
  status: DeploymentStatus;

  @Field(() => OutcomeEnum, { nullable: true, description: 'Null while it runs.' })
  outcome: Outcome | null;

  @Field(() => String, { nullable: true, description: 'The commit that was deployed.' })
  commit: string | null;

  @Field(() => [CommitType], { description: 'What it brought, where known.' })
  commits: readonly Commit[];

  @Field(() => String, { nullable: true })
  url: string | null;

  @Field(() => PurposeEnum)
  purpose: Purpose;

  @Field(() => DateTime, { nullable: true })
  startedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it succeeded or failed.' })
  finishedAt: string | null;

  @Field(() => String, { nullable: true })
  failureReason: string | null;

  @Field(() => DateTime, { nullable: true })
  rolledBackAt: string | null;

  @Field(() => String, { nullable: true })
  rollbackReason: string | null;

  @Field(() => Int)
  revision: number;

  @Field(() => PositionScalar)
  position: string;
}

export const DeploymentConnection = connectionOf(DeploymentType, 'Deployment');
AsOfField()(DeploymentConnection.prototype, 'asOf');

@ObjectType()
export class DeploymentPayload extends ReceiptFields {
  @Field(() => DeploymentType, { nullable: true })
  deployment?: DeploymentType;
}
