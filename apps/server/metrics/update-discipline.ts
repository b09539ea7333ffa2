import { Args, Field, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Audience } from '#incident';
import type { UpdateDiscipline } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { DateTime } from '../graphql/scalars.js';
import { AudienceEnum } from '../incident/updates.js';
import { IncidentContributionFields } from './contribution.type.js';
import { RatioFields } from './deployment-metrics.type.js';

@ObjectType('JudgedPromise', {
  description: 'A promise of the next update, and whether that came in time.',
})
class JudgedPromiseType extends IncidentContributionFields {
  @Field(() => ID, { description: 'The update that made it.' })
  updateId: string;

  @Field(() => AudienceEnum)
  audience: Audience;

  @Field(() => DateTime)
  promisedAt: string;

  @Field(() => DateTime)
  dueAt: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the next update came that reached everyone to whom it was made.',
  })
  keptAt: string | null;

  @Field({ description: 'Whether that was in time.' })
  kept: boolean;
}

@ObjectType('UpdateDiscipline', {
  description: 'The share of promises of a next update that were kept in time.',
})
export class UpdateDisciplineType extends RatioFields {}

const JudgedPromiseConnection = connectionOf(JudgedPromiseType, 'JudgedPromise');

@Resolver(() => UpdateDisciplineType)
export class UpdateDisciplineResolver {
  @ResolveField(() => JudgedPromiseConnection, {
    description: 'The promises behind it, and those left out.',
  })
  promises(@Parent() { contributions }: UpdateDiscipline, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ updateId }) => updateId);
  }
}
