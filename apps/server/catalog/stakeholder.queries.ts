import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { type Channel, type Quadrant, type Stakeholder, quadrantOf, reachOf, stakeholders } from '#catalog';
import type { Audience } from '#incident';
import type { StakeholderDocument } from '#views';
import { ScopedQuery } from '../access/requires.js';
import { PageArgs } from '../graphql/connection.js';
import { Filter } from '../graphql/input.js';
import { plainId } from '../graphql/plain-id.js';
import { PositionScalar } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { AudienceEnum } from '../incident/updates.js';
import { Read } from '../queries/read.js';
import { History, HistoryConnection } from './history.js';
import { ChannelEnum, QuadrantEnum, StakeholderConnection, StakeholderType } from './stakeholder.type.js';

@InputType('StakeholderFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one finds nothing.',
})
class StakeholderFilterInput {
  @Field(() => [QuadrantEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(4)
  quadrants?: Quadrant[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `Services that they care about, each ${SERVICE_NAME}. Who names none cares about all.`,
  })
  @IsOptional()
  @ArrayMaxSize(100)
  services?: string[] | null;
}

@Resolver(() => StakeholderType)
export class StakeholderQueries {
  constructor(
    private readonly queries: QueryBus,
    private readonly history: History,
  ) {}

  @ScopedQuery('read', () => StakeholderConnection, { description: 'The stakeholders, by name.' })
  stakeholders(
    @Args() page: PageArgs,
    @Filter(StakeholderFilterInput) filter?: StakeholderFilterInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.stakeholders.page({ filter, page }), minPosition));
  }

  @ScopedQuery('read', () => StakeholderType, {
    nullable: true,
    description: 'One stakeholder, by its UUID, also one that was removed.',
  })
  stakeholder(
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.queries.execute(new Read((views) => views.stakeholders.find(plainId(id)), minPosition));
  }

  @ResolveField(() => QuadrantEnum, { description: 'It follows from power and interest.' })
  quadrant(@Parent() stakeholder: Stakeholder): Quadrant {
    return quadrantOf(stakeholder);
  }

  @ResolveField(() => AudienceEnum, {
    description: 'The audience that they belong to, by their quadrant: which updates reach them.',
  })
  updateAudience(@Parent() stakeholder: Stakeholder): Audience {
    return reachOf(stakeholder).audience;
  }

  @ResolveField(() => [ChannelEnum], {
    description: 'How updates reach them: by their own channels, else by those of their quadrant.',
  })
  updateChannels(@Parent() stakeholder: Stakeholder): readonly Channel[] {
    return reachOf(stakeholder).channels;
  }

  @ResolveField(() => HistoryConnection, {
    name: 'history',
    description: 'What became of them, the oldest first.',
  })
  told(@Parent() stakeholder: StakeholderDocument, @Args() page: PageArgs) {
    return this.history.page(stakeholders, stakeholder, page);
  }
}
