import { Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '#decider';
import { type Cause, type CauseCategory, type Confidence, causeCategories, confidences } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { KnownDeployments } from '../deployment/known-deployments.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

export const CauseCategoryEnum = enumOf('CauseCategory', causeCategories);
const ConfidenceEnum = enumOf('Confidence', confidences, 'How sure those are who name the cause.');

@ObjectType('Cause')
class CauseType implements Cause {
  @Field(() => CauseCategoryEnum)
  category: CauseCategory;

  @Field()
  description: string;

  @Field(() => ConfidenceEnum)
  confidence: Confidence;

  @Field(() => ID, { nullable: true, description: 'The deployment that brought it, where one did.' })
  deploymentId: string | null;

  @Field(() => ActorType)
  identifiedBy: Actor;

  @Field(() => DateTime)
  identifiedAt: string;
}

export abstract class CauseFields {
  @IncidentField(() => CauseType, { nullable: true, description: 'Null while none is identified.' })
  cause: Cause | null;
}

@InputType()
class IdentifyCauseInput extends IncidentInput {
  @Field(() => CauseCategoryEnum)
  category: CauseCategory;

  @Field()
  @Text()
  description: string;

  @Field(() => ConfidenceEnum, { defaultValue: 'MEDIUM' })
  confidence: Confidence;

  @Field(() => ID, { nullable: true, description: 'The deployment to blame for it.' })
  @IsOptional()
  @IsUUID()
  deploymentId?: string | null;
}

@InputType()
class WithdrawCauseInput extends IncidentInput {
  @Field()
  @Text()
  reason: string;
}

@Resolver()
export class CauseMutations {
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly known: KnownDeployments,
  ) {}

  @IncidentMutation('Names what caused it; it takes the place of the cause named before.')
  async identifyCause(@Asking() caller: Caller, @Input() input: IdentifyCauseInput) {
    const { category, confidence, deploymentId, description } = input;
    const asked = { category, description, confidence, ...given({ deploymentId }) };
    const data = { ...asked, ...(await this.known.namedIfAny(deploymentId)) };
    return this.incidents.send(caller, input, { type: 'IdentifyCause', data }, asked);
  }

  @IncidentMutation(
    'Takes back a cause that proved wrong, and the blame that came with it. The deployment is not cleared by that and may be suspected: clearDeployment says that it did no harm.',
  )
  withdrawCause(@Asking() caller: Caller, @Input() input: WithdrawCauseInput) {
    return this.incidents.send(caller, input, { type: 'WithdrawCause', data: { reason: input.reason } });
  }
}
