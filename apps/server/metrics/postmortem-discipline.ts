import { Args, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PostmortemDiscipline } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { DateTime } from '../graphql/scalars.js';
import { IncidentContributionFields } from './contribution.type.js';
import { RatioFields } from './deployment-metrics.type.js';

@ObjectType('JudgedPostmortem', {
  description: 'A postmortem that was required, and whether it was published in time.',
})
class JudgedPostmortemType extends IncidentContributionFields {
  @Field(() => DateTime)
  dueAt: string;

  @Field(() => DateTime, { description: 'When it was due before anybody moved that by hand.' })
  firstDueAt: string;

  @Field(() => DateTime, { nullable: true, description: 'The first time; null while it is not.' })
  publishedAt: string | null;

  @Field()
  inTime: boolean;
}

@ObjectType('PostmortemDiscipline', {
  description: 'The share of required postmortems that were published in time.',
})
export class PostmortemDisciplineType extends RatioFields {}

const JudgedPostmortemConnection = connectionOf(JudgedPostmortemType, 'JudgedPostmortem');

@Resolver(() => PostmortemDisciplineType)
export class PostmortemDisciplineResolver {
  @ResolveField(() => JudgedPostmortemConnection, {
    description: 'The postmortems behind it, and those left out.',
  })
  postmortems(@Parent() { contributions }: PostmortemDiscipline, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ incidentId }) => incidentId);
  }
}
