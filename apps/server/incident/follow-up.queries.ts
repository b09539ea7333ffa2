import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { type FollowUp, type FollowUpKind, isFollowUpOverdue } from '#incident';
import { type FollowUpFilter, type FollowUpOrder, type IncidentDocument, followUpOrders } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedQuery } from '../access/requires.js';
import { viewerOf } from '../access/viewer.js';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Filter } from '../graphql/input.js';
import { DateTime, PositionScalar } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { Read } from '../queries/read.js';
import { FollowUpKindEnum, FollowUpType } from './follow-ups.js';
import { DirectionEnum } from './incident-filter.js';
import { IncidentType } from './incident.type.js';

/** Beside the follow-up of an incident, one that names its incident: only lists across incidents lead back to them. */
@ObjectType('IncidentFollowUp', { description: 'A follow-up, with the incident after which it remains.' })
class IncidentFollowUpType extends FollowUpType {
  @Field(() => IncidentType)
  incident: IncidentDocument;
}

const FollowUpConnection = connectionOf(IncidentFollowUpType, 'FollowUp');

const OrderFieldEnum = enumOf('FollowUpOrderField', followUpOrders);

@InputType('FollowUpOrder')
class FollowUpOrderInput {
  @Field(() => OrderFieldEnum)
  field: FollowUpOrder;

  @Field(() => DirectionEnum, { defaultValue: 'ASC' })
  direction: 'ASC' | 'DESC';
}

@InputType('FollowUpFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one finds nothing.',
})
class FollowUpFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'Neither completed nor dropped, or one of these.' })
  open?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is open though its due time has passed.' })
  overdue?: boolean | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  owner?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The UUID or reference of its incident.' })
  incident?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `Its incident touches one of these services, each ${SERVICE_NAME}.`,
  })
  @IsOptional()
  @ArrayMaxSize(100)
  service?: string[] | null;

  @Field(() => [FollowUpKindEnum], { nullable: true })
  kind?: FollowUpKind[] | null;

  @Field(() => DateTime, { nullable: true })
  dueBefore?: string | null;
}

/** The filter as the views take it. */
const filterOf = (input: FollowUpFilterInput | null | undefined): FollowUpFilter => ({
  open: input?.open,
  owners: input?.owner,
  incident: input?.incident,
  services: input?.service,
  kinds: input?.kind,
  due: { to: input?.dueBefore },
  ...(input?.overdue != null && { overdue: { is: input.overdue, now: new Date().toISOString() } }),
});

@Resolver(() => IncidentFollowUpType)
export class FollowUpQueries {
  constructor(private readonly queries: QueryBus) {}

  @ScopedQuery('read', () => FollowUpConnection, {
    description: 'What remains to be done after all incidents, what is due first at its head.',
  })
  followUps(
    @Asking() caller: Caller,
    @Args() page: PageArgs,
    @Filter(FollowUpFilterInput) filter?: FollowUpFilterInput | null,
    @Args('orderBy', { type: () => FollowUpOrderInput, nullable: true }) orderBy?: FollowUpOrderInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const question = { filter: filterOf(filter), orderBy, page };
    return this.queries.execute(
      new Read((views) => views.followUps.page(question, viewerOf(caller)), minPosition),
    );
  }

  @ResolveField(() => Boolean, { description: 'Whether it is open though its due time has passed.' })
  overdue(@Parent() followUp: FollowUp): boolean {
    return isFollowUpOverdue(followUp, new Date().toISOString());
  }
}
