import { Args, Field, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { EarlierIncident, RecurrenceRate } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { DateTime } from '../graphql/scalars.js';
import { IncidentContributionFields } from './contribution.type.js';
import { RatioFields } from './deployment-metrics.type.js';

@ObjectType('EarlierIncident', { description: 'An incident that another repeats.' })
class EarlierIncidentType {
  @Field(() => ID, { nullable: true, description: 'Null where you may not see it.' })
  incidentId: string | null;

  @Field(() => String, { nullable: true })
  reference: string | null;
}

@ObjectType('RecurringIncident', { description: 'An incident of the window, and which it repeats.' })
class RecurringIncidentType extends IncidentContributionFields {
  @Field(() => DateTime, { nullable: true })
  declaredAt: string | null;

  @Field()
  recurrence: boolean;

  @Field(() => EarlierIncidentType, { nullable: true, description: 'Null where it repeats none.' })
  recurrenceOf: EarlierIncident | null;
}

@ObjectType('RecurrenceRate', { description: 'The share of incidents that repeat an earlier one.' })
export class RecurrenceRateType extends RatioFields {}

const RecurringIncidentConnection = connectionOf(RecurringIncidentType, 'RecurringIncident');

@Resolver(() => RecurrenceRateType)
export class RecurrenceRateResolver {
  @ResolveField(() => RecurringIncidentConnection, {
    description: 'The incidents behind it, and those left out.',
  })
  incidents(@Parent() { contributions }: RecurrenceRate, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ incidentId }) => incidentId);
  }
}
