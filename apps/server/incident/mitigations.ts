import { Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '#decider';
import {
  type Mitigation,
  type MitigationOutcome,
  type MitigationKind,
  type MitigationStatus,
  mitigationOutcomes,
  mitigationKinds,
  mitigationStatuses,
} from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { KnownDeployments } from '../deployment/known-deployments.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, OptionalText, Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

const MitigationKindEnum = enumOf('MitigationKind', mitigationKinds, 'By which means it is attempted.');
const MitigationOutcomeEnum = enumOf('MitigationOutcome', mitigationOutcomes, 'What came of an attempt.');
const MitigationStatusEnum = enumOf(
  'MitigationStatus',
  mitigationStatuses,
  'How far an attempt has come, and what came of it.',
);

@ObjectType('Mitigation', { description: 'An attempt to take the effect off the users.' })
class MitigationType implements Mitigation {
  @Field(() => ID)
  id: string;

  @Field(() => MitigationKindEnum)
  kind: MitigationKind;

  @Field()
  description: string;

  @Field(() => ID, { nullable: true, description: 'The deployment that a rollback takes back.' })
  deploymentId: string | null;

  @Field(() => MitigationStatusEnum)
  status: MitigationStatus;

  @Field(() => ActorType)
  startedBy: Actor;

  @Field(() => DateTime)
  startedAt: string;

  @Field(() => ActorType, { nullable: true, description: 'Who verified or abandoned it.' })
  endedBy: Actor | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was verified or abandoned.' })
  endedAt: string | null;

  @Field(() => String, { nullable: true, description: 'What was observed, or why it was abandoned.' })
  remark: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was started beside another one.' })
  overrideReason: string | null;

  @Field({
    description: 'Whether it is a code fix begun before any rollback, failover, feature flag or cache.',
  })
  easyThingsUntried: boolean;
}

export abstract class MitigationsFields {
  @IncidentField(() => [MitigationType], { description: 'Every attempt, in the order of their starts.' })
  mitigations: readonly Mitigation[];
}

@InputType()
class StartMitigationInput extends IncidentInput {
  @Field(() => MitigationKindEnum)
  kind: MitigationKind;

  @Field()
  @Text(2000)
  description: string;

  @Field(() => ID, { nullable: true, description: 'The deployment that a rollback takes back.' })
  @IsOptional()
  @IsUUID()
  deploymentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is started while another one is in progress.',
  })
  @OptionalText(1000)
  overrideReason?: string | null;
}

@InputType()
class VerifyMitigationInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  mitigationId: string;

  @Field(() => MitigationOutcomeEnum)
  outcome: MitigationOutcome;

  @Field(() => String, { nullable: true, description: 'What was seen.' })
  @OptionalText()
  observation?: string | null;
}

@InputType()
class AbandonMitigationInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  mitigationId: string;

  @Field()
  @Text()
  reason: string;
}

@Resolver()
export class MitigationMutations {
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly known: KnownDeployments,
  ) {}

  @IncidentMutation('Starts an attempt to take the effect off the users. One at a time.')
  async startMitigation(@Asking() caller: Caller, @Input() input: StartMitigationInput) {
    const { deploymentId, description, kind, overrideReason } = input;
    const asked = { kind, description, ...given({ deploymentId, overrideReason }) };
    const data = { ...asked, ...(await this.known.namedIfAny(deploymentId)) };
    return this.incidents.send(caller, input, { type: 'StartMitigation', data }, asked);
  }

  @IncidentMutation('Says what came of an attempt.')
  verifyMitigation(@Asking() caller: Caller, @Input() input: VerifyMitigationInput) {
    const { outcome, mitigationId, observation } = input;
    return this.incidents.send(caller, input, {
      type: 'VerifyMitigation',
      data: { mitigationId, outcome, ...given({ observation }) },
    });
  }

  @IncidentMutation('Gives an attempt up.')
  abandonMitigation(@Asking() caller: Caller, @Input() input: AbandonMitigationInput) {
    const { mitigationId, reason } = input;
    return this.incidents.send(caller, input, { type: 'AbandonMitigation', data: { mitigationId, reason } });
  }
}
