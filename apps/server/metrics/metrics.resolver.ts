import { QueryBus } from '@nestjs/cqrs';
import { Args, Resolver } from '@nestjs/graphql';
import { measure } from '#metrics';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedQuery } from '../access/requires.js';
import { viewerOf } from '../access/viewer.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Read } from '../queries/read.js';
import { MetricsFilterInput, WindowInput } from './metrics.input.js';
import { MetricsType } from './metrics.type.js';

@Resolver(() => MetricsType)
export class MetricsResolver {
  constructor(private readonly queries: QueryBus) {}

  @ScopedQuery('read', () => MetricsType, {
    description: 'The numbers, computed from the incidents and deployments.',
  })
  metrics(
    @Asking() caller: Caller,
    @Args('window', { type: () => WindowInput, nullable: true }) window?: WindowInput | null,
    @Args('filter', { type: () => MetricsFilterInput, nullable: true }) filter?: MetricsFilterInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    const question = { window, filter, now: new Date().toISOString() };
    return this.queries.execute(
      new Read((views) => {
        const { position, value } = views.snapshot(() =>
          measure(views.facts.bearingOn(question, viewerOf(caller)), question),
        );
        return { ...value, position };
      }, minPosition),
    );
  }
}
