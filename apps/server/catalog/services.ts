import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  Args,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { IsOptional, Matches, Max, Min } from 'class-validator';
import { type Service, serviceName, services } from '#catalog';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedMutation, ScopedQuery } from '../access/requires.js';
import { Execute, type Receipt } from '../commands/execute.js';
import { derivedId } from '../commands/identity.js';
import { ChangeInput, optionsOf } from '../graphql/command-input.js';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Line, OptionalLine } from '../graphql/validators.js';
import { Read } from '../queries/read.js';

@ObjectType('Service', { description: 'A service of the organization.' })
class ServiceType implements Service {
  @Field(() => ID)
  id: string;

  @Field({ description: 'The slug by which incidents, alerts and deployments name it.' })
  name: string;

  @Field({ description: 'What people call it.' })
  title: string;

  @Field(() => String, { nullable: true })
  team: string | null;

  @Field(() => Int, { nullable: true, description: 'How much depends on it; 1 is the most.' })
  tier: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The part of the time that it should be available: 0.998 is 99.8 %.',
  })
  availabilityTarget: number | null;
}

const ServiceConnection = connectionOf(ServiceType, 'Service');

@ObjectType()
class ServicePayload extends ReceiptFields {
  @Field(() => ServiceType, { nullable: true })
  service?: ServiceType;
}

@InputType()
class RegisterServiceInput extends ChangeInput {
  @Field({ description: 'A slug, as in `checkout-api`.' })
  @Line(100)
  @Matches(serviceName, {
    message: 'must be a slug: small letters, digits and single hyphens, as in checkout-api',
  })
  name: string;

  @Field(() => String, { nullable: true, description: 'What people call it; the name, unless given.' })
  @OptionalLine()
  title?: string | null;

  @Field(() => String, { nullable: true })
  @OptionalLine(100)
  team?: string | null;

  @Field(() => Int, { nullable: true, description: 'How much depends on it; 1 is the most.' })
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

/** The UUID of the service of this name: one name is one service, whoever registers it first. */
const serviceIdOf = (name: string): string => derivedId('service', name);

@Resolver(() => ServicePayload)
export class ServicesResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @ScopedQuery('read', () => ServiceConnection, { description: 'The services, by name.' })
  services(
    @Args() page: PageArgs,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.services.page({ page }), minPosition));
  }

  @ScopedQuery('read', () => ServiceType, {
    nullable: true,
    description: 'One service, by its UUID or name.',
  })
  service(
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.services.find(id), minPosition));
  }

  @ScopedMutation('admin', () => ServicePayload, { description: 'Makes a service known by its name.' })
  registerService(@Asking() caller: Caller, @Input() input: RegisterServiceInput) {
    const { availabilityTarget, name, team, tier, title } = input;
    const command = {
      type: 'RegisterService',
      data: { name, ...given({ title, team, tier, availabilityTarget }) },
    };
    return this.commands.execute(new Execute(services, serviceIdOf(name), command, caller, optionsOf(input)));
  }

  @ResolveField(() => ServiceType, { nullable: true, name: 'service' })
  registered(@Parent() { id, position }: Receipt) {
    return this.queries.execute(new Read((views) => views.services.find(id), position));
  }
}
