import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { AlertStatus } from '#alert';
import { ScopedQuery } from '../access/requires.js';
import { PageArgs } from '../graphql/connection.js';
import { Filter } from '../graphql/input.js';
import { plainId } from '../graphql/plain-id.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Read } from '../queries/read.js';
import { AlertConnection, AlertStatusEnum, AlertType } from './alert.type.js';

@InputType('AlertFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one finds nothing.',
})
class AlertFilterInput {
  @Field(() => [AlertStatusEnum], { nullable: true })
  status?: AlertStatus[] | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  sources?: string[] | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  services?: string[] | null;
}

@Resolver(() => AlertType)
export class AlertQueries {
  constructor(private readonly queries: QueryBus) {}

  @ScopedQuery('read', () => AlertType, { nullable: true, description: 'One alert, by its UUID.' })
  alert(
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.alerts.find(plainId(id)), minPosition));
  }

  @ScopedQuery('read', () => AlertConnection, { description: 'Alerts, the latest first.' })
  alerts(
    @Args() page: PageArgs,
    @Filter(AlertFilterInput) filter?: AlertFilterInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const { services, sources, status } = filter ?? {};
    return this.queries.execute(
      new Read(
        (views) => views.alerts.page({ filter: { statuses: status, sources, services }, page }),
        minPosition,
      ),
    );
  }
}
