import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ScopedQuery } from '../access/requires.js';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Read, ReadFurther } from '../queries/read.js';
import { ServiceConnection } from './service.type.js';

@ObjectType('Team', { description: 'A team, as the services that name it make it known.' })
class TeamType {
  @Field()
  name: string;
}

const TeamConnection = connectionOf(TeamType, 'Team');

@Resolver(() => TeamType)
export class TeamsResolver {
  constructor(private readonly queries: QueryBus) {}

  @ScopedQuery('read', () => TeamConnection, {
    description: 'The teams that have a service in use, by name.',
  })
  async teams(
    @Args() page: PageArgs,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const names = await this.queries.execute(new Read((views) => views.services.teams(), minPosition));
    const teams: TeamType[] = names.map((name) => ({ name }));
    return pageOfList(teams, page, ({ name }) => name);
  }

  @ResolveField(() => ServiceConnection, { description: 'Its services in use, by name.' })
  services(@Parent() { name }: TeamType, @Args() page: PageArgs) {
    return this.queries.execute(
      new ReadFurther((views) => views.services.page({ filter: { teams: [name] }, page })),
    );
  }
}
