import { Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { IsUUID } from 'class-validator';
import type { Actor } from '#decider';
import type { BlamedDeployment } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { KnownDeployments } from '../deployment/known-deployments.js';
import { ActorType } from '../graphql/actor.type.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, OptionalText, Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

@ObjectType('BlamedDeployment')
class BlamedDeploymentType implements BlamedDeployment {
  @Field(() => ID)
  deploymentId: string;

  @Field({ description: 'Whether the blame came with the cause, and goes with it.' })
  byCause: boolean;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => ActorType)
  blamedBy: Actor;

  @Field(() => DateTime)
  blamedAt: string;
}

export abstract class BlameFields {
  @IncidentField(() => [BlamedDeploymentType], { description: 'The deployments that it blames, each once.' })
  blamedDeployments: readonly BlamedDeployment[];
}

@InputType()
class BlameDeploymentInput extends IncidentInput {
  @Field(() => ID)
  @IsUUID()
  deploymentId: string;

  @Field(() => String, { nullable: true })
  @OptionalText()
  reason?: string | null;
}

@InputType()
class ClearDeploymentInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  deploymentId: string;

  @Field()
  @Text()
  reason: string;
}

@Resolver()
export class BlameMutations {
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly known: KnownDeployments,
  ) {}

  @IncidentMutation('Says that a deployment brought it.')
  async blameDeployment(@Asking() caller: Caller, @Input() input: BlameDeploymentInput) {
    const { deploymentId } = input;
    const reason = given({ reason: input.reason });
    const data = { ...(await this.known.named(deploymentId)), ...reason };
    return this.incidents.send(caller, input, { type: 'BlameDeployment', data }, { deploymentId, ...reason });
  }

  @IncidentMutation('Takes the blame off a deployment.')
  async clearDeployment(@Asking() caller: Caller, @Input() input: ClearDeploymentInput) {
    const { deploymentId, reason } = input;
    const data = { ...(await this.known.named(deploymentId)), reason };
    return this.incidents.send(caller, input, { type: 'ClearDeployment', data }, { deploymentId, reason });
  }
}
