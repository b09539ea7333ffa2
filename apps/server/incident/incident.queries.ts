import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Incident, type PublicStatus, isCauseKnown, publicStatus } from '#incident';
import type { Readings } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedQuery } from '../access/requires.js';
import { viewerOf } from '../access/viewer.js';
import { AsOfInput, clockOf } from '../as-of/as-of.input.js';
import { Moments } from '../as-of/moments.js';
import { PageArgs } from '../graphql/connection.js';
import { Filter } from '../graphql/input.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Read, ReadPast, readAsOf } from '../queries/read.js';
import { IncidentFilterInput, IncidentOrderInput, filterOf } from './incident-filter.js';
import { IncidentConnection, IncidentType, PublicStatusEnum } from './incident.type.js';

@Resolver(() => IncidentType)
export class IncidentQueries {
  constructor(
    private readonly queries: QueryBus,
    private readonly moments: Moments,
  ) {}

  @ScopedQuery('read', () => IncidentType, {
    nullable: true,
    description: 'One incident, by its UUID or reference.',
  })
  async incident(
    @Asking() caller: Caller,
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOfInput, nullable: true, description: 'As it was known then.' })
    asOf?: AsOfInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const viewer = viewerOf(caller);
    const moment = await this.moments.of(asOf, caller);
    return this.queries.execute(
      moment
        ? new ReadPast(moment, (past) => past.incident(id, { moment, viewer }))
        : new Read((views) => views.incidents.find(id, viewer), minPosition),
    );
  }

  @ScopedQuery('read', () => IncidentConnection, {
    description:
      'Incidents: the most relevant first in a search, the newest first without one, unless ordered otherwise.',
  })
  async incidents(
    @Asking() caller: Caller,
    @Args() page: PageArgs,
    @Filter(IncidentFilterInput) filter?: IncidentFilterInput | null,
    @Args('search', {
      type: () => String,
      nullable: true,
      description:
        'Words, "phrases" and -excluded words in titles, summaries, updates, postmortems and notes; the last word may be a beginning.',
    })
    search?: string | null,
    @Args('orderBy', { type: () => IncidentOrderInput, nullable: true }) orderBy?: IncidentOrderInput | null,
    @Args('asOf', { type: () => AsOfInput, nullable: true, description: 'As they were known then.' })
    asOf?: AsOfInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const moment = await this.moments.of(asOf, caller);
    const asked = { filter: filterOf(filter, caller, search, clockOf(moment)), page, orderBy };
    const question = (views: Readings) => views.incidents.page(asked, viewerOf(caller));
    const found = await this.queries.execute(readAsOf({ moment, minPosition, question }));
    return Object.assign(found, { asOf: moment });
  }

  @ResolveField(() => PublicStatusEnum, {
    nullable: true,
    description: 'What a status page says; null if nothing.',
  })
  publicStatus(@Parent() incident: Incident): PublicStatus | null {
    return publicStatus(incident);
  }

  @ResolveField(() => Boolean, { description: 'Whether it is known what caused it.' })
  causeKnown(@Parent() incident: Incident): boolean {
    return isCauseKnown(incident);
  }
}
