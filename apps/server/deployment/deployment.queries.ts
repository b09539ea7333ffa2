import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { Deployment, DeploymentStatus } from '#deployment';
import type { Readings } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedQuery } from '../access/requires.js';
import { viewerOf } from '../access/viewer.js';
import { AsOfInput } from '../as-of/as-of.input.js';
import { Moments } from '../as-of/moments.js';
import { PageArgs } from '../graphql/connection.js';
import { Filter } from '../graphql/input.js';
import { plainId } from '../graphql/plain-id.js';
import { PositionScalar } from '../graphql/scalars.js';
import { TimeRangeInput } from '../graphql/time-range.js';
import { Read, ReadFurther, ReadPastViews } from '../queries/read.js';
import { DeploymentConnection, DeploymentStatusEnum, DeploymentType } from './deployment.type.js';

@InputType('DeploymentFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one finds nothing.',
})
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
  constructor(
    private readonly queries: QueryBus,
    private readonly moments: Moments,
  ) {}

  @ScopedQuery('read', () => DeploymentType, { nullable: true, description: 'One deployment, by its UUID.' })
  deployment(
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.deployments.find(plainId(id)), minPosition));
  }

  @ScopedQuery('read', () => DeploymentConnection, { description: 'Deployments, the latest first.' })
  async deployments(
    @Asking() caller: Caller,
    @Args() page: PageArgs,
    @Filter(DeploymentFilterInput) filter?: DeploymentFilterInput | null,
    @Args('asOf', { type: () => AsOfInput, nullable: true, description: 'As they were known then.' })
    asOf?: AsOfInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const { environments, finishedAt, services, status } = filter ?? {};
    const wanted = { services, environments, statuses: status, finished: finishedAt };
    const moment = await this.moments.of(asOf, caller);
    const question = (views: Readings) => views.deployments.page({ filter: wanted, page });
    const found = await this.queries.execute(
      moment ? new ReadPastViews(moment, 'FACTS', question) : new Read(question, minPosition),
    );
    return Object.assign(found, { asOf: moment });
  }

  @ResolveField(() => ID, {
    nullable: true,
    description: 'The incident that it was to repair, if you may see it.',
  })
  incidentId(@Parent() { incidentId, position }: Deployment & DeploymentType, @Asking() caller: Caller) {
    if (incidentId === null) return null;
    return this.queries.execute(
      new ReadFurther(
        (views) => (views.incidents.isVisible(incidentId, viewerOf(caller)) ? incidentId : null),
        position,
      ),
    );
  }
}
