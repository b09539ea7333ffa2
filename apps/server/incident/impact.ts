import { Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { Actor } from '#decider';
import {
  type Impact,
  type ImpactCorrection,
  type ImpactLevel,
  type ImpactWindow,
  type Retraction,
  impactLevels,
} from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { badUserInput } from '../graphql/errors.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { Line, OptionalLine, Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';
import { RetractionType } from './retraction.type.js';

const ImpactLevelEnum = enumOf(
  'ImpactLevel',
  impactLevels,
  'How much of a service its users have lost, from the least on.',
);

@ObjectType('ImpactWindow', { description: 'How much of a service users had lost, and when.' })
export class ImpactWindowType implements ImpactWindow {
  @Field({ description: `The service: ${SERVICE_NAME}.` })
  service: string;

  @Field(() => ImpactLevelEnum)
  level: ImpactLevel;

  @Field(() => DateTime)
  from: string;

  @Field(() => DateTime, { nullable: true, description: 'Null while it goes on.' })
  until: string | null;
}

@ObjectType('ImpactCorrection', { description: 'How the window read before, and why no longer.' })
class ImpactCorrectionType implements ImpactCorrection {
  @Field(() => ImpactWindowType)
  previous: ImpactWindow;

  @Field()
  reason: string;

  @Field(() => ActorType)
  correctedBy: Actor;

  @Field(() => DateTime)
  correctedAt: string;
}

@ObjectType('Impact')
class ImpactType extends ImpactWindowType implements Impact {
  @Field(() => ID)
  id: string;

  @Field(() => ActorType)
  recordedBy: Actor;

  @Field(() => [ImpactCorrectionType])
  corrections: readonly ImpactCorrection[];

  @Field(() => RetractionType, {
    nullable: true,
    description: 'Why there was no such impact after all; null while it stands.',
  })
  retraction: Retraction | null;
}

export abstract class ImpactFields {
  @IncidentField(() => [ImpactType], {
    description: 'What of which service users lost, and when, with what was withdrawn.',
  })
  impacts: readonly Impact[];
}

@InputType()
class RecordImpactInput extends IncidentInput {
  @Field({ description: `The service: ${SERVICE_NAME}.` })
  @Line(100)
  service: string;

  @Field(() => ImpactLevelEnum)
  level: ImpactLevel;

  @Field(() => DateTime, { nullable: true, description: 'Now, unless given.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Where it has ended already.' })
  until?: string | null;
}

@InputType()
class EndImpactInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  impactId: string;

  @Field(() => DateTime, { nullable: true, description: 'Now, unless given.' })
  until?: string | null;
}

@InputType({ description: 'What is left out stays as it is.' })
class CorrectImpactInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  impactId: string;

  @Field(() => String, { nullable: true })
  @OptionalLine(100)
  service?: string | null;

  @Field(() => ImpactLevelEnum, { nullable: true })
  level?: ImpactLevel | null;

  @Field(() => DateTime, { nullable: true })
  from?: string | null;

  @Field(() => DateTime, { nullable: true })
  until?: string | null;

  @Field({ defaultValue: false, description: 'It has not ended after all.' })
  goesOn: boolean;

  @Field()
  @Text(1000)
  reason: string;
}

@InputType()
class WithdrawImpactInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  impactId: string;

  @Field()
  @Text(1000)
  reason: string;
}

@Resolver()
export class ImpactMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Says what of which service users have lost, and since when.')
  recordImpact(@Asking() caller: Caller, @Input() input: RecordImpactInput) {
    const { from, level, service, until } = input;
    return this.incidents.send(caller, input, {
      type: 'RecordImpact',
      data: { service, level, ...given({ from, until }) },
    });
  }

  @IncidentMutation('Says that users have it back.')
  endImpact(@Asking() caller: Caller, @Input() input: EndImpactInput) {
    const { impactId, until } = input;
    return this.incidents.send(caller, input, { type: 'EndImpact', data: { impactId, ...given({ until }) } });
  }

  @IncidentMutation('Corrects what is recorded of an impact. How it read before stays known.')
  correctImpact(@Asking() caller: Caller, @Input() input: CorrectImpactInput) {
    const { from, goesOn, impactId, level, reason, service, until } = input;
    if (goesOn && until != null)
      throw badUserInput([{ path: 'input.goesOn', message: 'what goes on has no until' }]);
    return this.incidents.send(caller, input, {
      type: 'CorrectImpact',
      data: { impactId, reason, ...given({ service, level, from, until }), ...(goesOn && { until: null }) },
    });
  }

  @IncidentMutation('Takes an impact back that was none. It stays known, as withdrawn.')
  withdrawImpact(@Asking() caller: Caller, @Input() input: WithdrawImpactInput) {
    const { impactId, reason } = input;
    return this.incidents.send(caller, input, { type: 'WithdrawImpact', data: { impactId, reason } });
  }
}
