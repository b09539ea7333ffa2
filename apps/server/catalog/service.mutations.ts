import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Field, Float, ID, InputType, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, Matches, Max, Min } from 'class-validator';
import { type ServiceCommand, serviceName, services } from '#catalog';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedMutation } from '../access/requires.js';
import { Execute, type Receipt } from '../commands/execute.js';
import { ChangeInput, optionsOf } from '../graphql/command-input.js';
import { given, stated } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { Line, OptionalLine, Text } from '../graphql/validators.js';
import { Read } from '../queries/read.js';
import { serviceId, serviceIdOf } from './service-id.js';
import { ServicePayload, ServiceType } from './service.type.js';

@InputType({ isAbstract: true })
class ServiceDetailsInput extends ChangeInput {
  @Field(() => String, { nullable: true, description: 'What people call it.' })
  @OptionalLine()
  title?: string | null;

  @Field(() => String, { nullable: true })
  @OptionalLine(100)
  team?: string | null;

  @Field(() => Int, { nullable: true, description: 'How much depends on it, from 1, the most, to 10.' })
  @IsOptional()
  @Min(1)
  @Max(10)
  tier?: number | null;

  @Field(() => Float, { nullable: true, description: 'Between 0 and 1.' })
  @IsOptional()
  @Min(0)
  @Max(1)
  availabilityTarget?: number | null;
}

@InputType()
class RegisterServiceInput extends ServiceDetailsInput {
  @Field({ description: 'A slug, as in `checkout-api`.' })
  @Line(100)
  @Matches(serviceName, {
    message: 'must be a slug: small letters, digits and single hyphens, as in checkout-api',
  })
  name: string;
}

@InputType({ description: 'What is left out stays as it is; null says that there is none.' })
class ChangeServiceInput extends ServiceDetailsInput {
  @Field(() => ID, { description: 'Its UUID or name. The name cannot be changed.' })
  @Line(100)
  serviceId: string;
}

@InputType()
class RetireServiceInput extends ChangeInput {
  @Field(() => ID, { description: 'Its UUID or name.' })
  @Line(100)
  serviceId: string;

  @Field()
  @Text(1000)
  reason: string;
}

@Resolver(() => ServicePayload)
export class ServiceMutations {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @ScopedMutation('admin', () => ServicePayload, {
    description: 'Makes a service known by its name, also one that was retired.',
  })
  registerService(@Asking() caller: Caller, @Input() input: RegisterServiceInput) {
    const { availabilityTarget, name, team, tier, title } = input;
    const data = { name, ...given({ title, team, tier, availabilityTarget }) };
    return this.#send(caller, input, serviceIdOf(name), { type: 'RegisterService', data });
  }

  @ScopedMutation('admin', () => ServicePayload, { description: 'Says what is different of a service.' })
  changeService(@Asking() caller: Caller, @Input() input: ChangeServiceInput) {
    const { availabilityTarget, team, tier, title } = input;
    const data = { ...given({ title }), ...stated({ team, tier, availabilityTarget }) };
    return this.#send(caller, input, serviceId(input.serviceId), { type: 'ChangeService', data });
  }

  @ScopedMutation('admin', () => ServicePayload, { description: 'Says that a service is no longer in use.' })
  retireService(@Asking() caller: Caller, @Input() input: RetireServiceInput) {
    const { reason } = input;
    return this.#send(caller, input, serviceId(input.serviceId), { type: 'RetireService', data: { reason } });
  }

  @ResolveField(() => ServiceType, { nullable: true })
  service(@Parent() { id, position }: Receipt) {
    return this.queries.execute(new Read((views) => views.services.find(id), position));
  }

  #send(caller: Caller, input: ChangeInput, id: string, command: ServiceCommand): Promise<Receipt> {
    return this.commands.execute(new Execute(services, id, command, caller, optionsOf(input)));
  }
}
