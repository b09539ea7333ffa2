import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, IsUUID } from 'class-validator';
import { type Channel, type Level, type StakeholderCommand, stakeholders } from '#catalog';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedMutation } from '../access/requires.js';
import { Execute, type Receipt } from '../commands/execute.js';
import { createdIdOf } from '../commands/identity.js';
import { ChangeInput, CommandInput, optionsOf } from '../graphql/command-input.js';
import { given, stated } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { Line, Lines, OptionalDescription, OptionalLine, Text } from '../graphql/validators.js';
import { Read } from '../queries/read.js';
import { ChannelEnum, LevelEnum, StakeholderPayload, StakeholderType } from './stakeholder.type.js';

const tooManyChannels = { message: 'must have at most 20 items' };

@InputType()
class RegisterStakeholderInput extends CommandInput {
  @Field()
  @Line()
  name: string;

  @Field(() => String, { nullable: true, description: 'Who they are.' })
  @OptionalDescription(1000)
  description?: string | null;

  @Field(() => LevelEnum, { description: 'How much they can do to the organization.' })
  power: Level;

  @Field(() => LevelEnum, { description: 'How much an incident is to them.' })
  interest: Level;

  @Field(() => [ChannelEnum], {
    defaultValue: [],
    description: 'How updates reach them; as their quadrant has it, unless given.',
  })
  @ArrayMaxSize(20, tooManyChannels)
  channels: Channel[];

  @Field(() => [String], {
    defaultValue: [],
    description: `The services that they care about, each ${SERVICE_NAME}; all, unless given.`,
  })
  @Lines(100, 100)
  services: string[];
}

@InputType({ description: 'What is left out stays as it is.' })
class ChangeStakeholderInput extends ChangeInput {
  @Field(() => ID)
  @IsUUID()
  stakeholderId: string;

  @Field(() => String, { nullable: true })
  @OptionalLine()
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Null says that there is none.' })
  @OptionalDescription(1000)
  description?: string | null;

  @Field(() => LevelEnum, { nullable: true })
  power?: Level | null;

  @Field(() => LevelEnum, { nullable: true })
  interest?: Level | null;

  @Field(() => [ChannelEnum], { nullable: true, description: 'None for those of their quadrant.' })
  @IsOptional()
  @ArrayMaxSize(20, tooManyChannels)
  channels?: Channel[] | null;

  @Field(() => [String], { nullable: true, description: 'None for all.' })
  @IsOptional()
  @Lines(100, 100)
  services?: string[] | null;
}

@InputType()
class RemoveStakeholderInput extends ChangeInput {
  @Field(() => ID)
  @IsUUID()
  stakeholderId: string;

  @Field()
  @Text(1000)
  reason: string;
}

@Resolver(() => StakeholderPayload)
export class StakeholderMutations {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @ScopedMutation('admin', () => StakeholderPayload, {
    description: 'Makes somebody known to whom incidents matter.',
  })
  registerStakeholder(@Asking() caller: Caller, @Input() input: RegisterStakeholderInput) {
    const { channels, description, interest, name, power, services } = input;
    const id = createdIdOf('stakeholder', caller.principal.id, input.idempotencyKey ?? undefined);
    const data = { name, description: description ?? null, power, interest, channels, services };
    return this.#send(caller, input, id, { type: 'RegisterStakeholder', data });
  }

  @ScopedMutation('admin', () => StakeholderPayload, {
    description: 'Says what is different of a stakeholder.',
  })
  changeStakeholder(@Asking() caller: Caller, @Input() input: ChangeStakeholderInput) {
    const { channels, description, interest, name, power, services, stakeholderId } = input;
    const data = { ...given({ name, power, interest, channels, services }), ...stated({ description }) };
    return this.#send(caller, input, stakeholderId, { type: 'ChangeStakeholder', data });
  }

  @ScopedMutation('admin', () => StakeholderPayload, {
    description: 'Says that incidents no longer matter to them.',
  })
  removeStakeholder(@Asking() caller: Caller, @Input() input: RemoveStakeholderInput) {
    const { reason, stakeholderId } = input;
    return this.#send(caller, input, stakeholderId, { type: 'RemoveStakeholder', data: { reason } });
  }

  @ResolveField(() => StakeholderType, { nullable: true })
  stakeholder(@Parent() { id, position }: Receipt) {
    return this.queries.execute(new Read((views) => views.stakeholders.find(id), position));
  }

  #send(caller: Caller, input: CommandInput, id: string, command: StakeholderCommand): Promise<Receipt> {
    return this.commands.execute(
      new Execute(stakeholders, id.toLowerCase(), command, caller, optionsOf(input)),
    );
  }
}
