import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { Deployment, DeploymentStatus } from '#deployment';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedQuery } from '../access/requires.js';
import { viewerOf } from '../access/viewer.js';
import { PageArgs } from '../graphql/connection.js';
import { PositionScalar } from '../graphql/scalars.js';
import { TimeRangeInput } from '../graphql/time-range.js';
import { Read } from '../queries/read.js';
import { DeploymentConnection, DeploymentStatusEnum, DeploymentType } from './deployment.type.js';

@InputType('DeploymentFilter', { description: 'All that is named must hold; within a list, one must.' })
class DeploymentFilterInput {
  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  services?: string[] | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  environments?: string[] | null;

  @Field(() => [DeploymentStatusEnum], { nullable: true })
  status?: DeploymentStatus[] | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'When it succeeded or failed.' })
  finishedAt?: TimeRangeInput | null;
}

@Resolver(() => DeploymentType)
export class DeploymentQueries {
  constructor(private readonly queries: QueryBus) {}

  @ScopedQuery('read', () => DeploymentType, { nullable: true, description: 'One deployment, by its UUID.' })
  deployment(
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.deployments.find(id), minPosition));
  }

  @ScopedQuery('read', () => DeploymentConnection, { description: 'Deployments, the latest first.' })
  deployments(
    @Args() page: PageArgs,
    @Args('filter', { type: () => DeploymentFilterInput, nullable: true })
    filter?: DeploymentFilterInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const { environments, finishedAt, services, status } = filter ?? {};
    const wanted = { services, environments, statuses: status, finished: finishedAt };
    return this.queries.execute(
      new Read((views) => views.deployments.page({ filter: wanted, page }), minPosition),
    );
  }

  @ResolveField(() => ID, {
    nullable: true,
    description: 'The incident that it was to repair, if you may see it.',
  })
  incidentId(@Parent() { incidentId }: Deployment, @Asking() caller: Caller) {
    if (incidentId === null) return null;
    return this.queries.execute(
      new Read((views) => (views.incidents.isVisible(incidentId, viewerOf(caller)) ? incidentId : null)),
    );
  }
}
