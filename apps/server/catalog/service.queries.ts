import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { services } from '#catalog';
import type { ServiceDocument } from '#views';
import { ScopedQuery } from '../access/requires.js';
import { PageArgs } from '../graphql/connection.js';
import { Filter } from '../graphql/input.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Read } from '../queries/read.js';
import { History, HistoryConnection } from './history.js';
import { serviceId } from './service-id.js';
import { ServiceConnection, ServiceType } from './service.type.js';

@InputType('ServiceFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one finds nothing.',
})
class ServiceFilterInput {
  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  teams?: string[] | null;

  @Field({ defaultValue: false, description: 'Whether those that were retired are given too.' })
  withRetired: boolean;
}

@Resolver(() => ServiceType)
export class ServiceQueries {
  constructor(
    private readonly queries: QueryBus,
    private readonly history: History,
  ) {}

  @ScopedQuery('read', () => ServiceConnection, {
    description: 'The services in use, by name; retired ones too, if asked for.',
  })
  services(
    @Args() page: PageArgs,
    @Filter(ServiceFilterInput) filter?: ServiceFilterInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.services.page({ filter, page }), minPosition));
  }

  @ScopedQuery('read', () => ServiceType, {
    nullable: true,
    description: 'One service, by its UUID or name.',
  })
  service(
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.services.find(serviceId(id)), minPosition));
  }

  @ResolveField(() => HistoryConnection, {
    name: 'history',
    description: 'What became of it, the oldest first.',
  })
  told(@Parent() service: ServiceDocument, @Args() page: PageArgs) {
    return this.history.page(services, service, page);
  }
}
