import { Args, Extensions, Resolver } from '@nestjs/graphql';
import type { Grouping, Interval } from '#metrics';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedQuery } from '../access/requires.js';
import { AsOfInput } from '../as-of/as-of.input.js';
import { Filter } from '../graphql/input.js';
import type { DecidesLengths } from '../graphql/list-lengths.js';
import { PositionScalar } from '../graphql/scalars.js';
import { MetricsAnswers } from './answers.js';
import { metricsLengths } from './metrics-lengths.js';
import { MetricsFilterInput, WindowInput } from './metrics.input.js';
import { GroupingEnum, IntervalEnum, MetricsType } from './metrics.type.js';

@Resolver(() => MetricsType)
export class MetricsResolver {
  constructor(private readonly answers: MetricsAnswers) {}

  @Extensions({ lengths: metricsLengths } satisfies DecidesLengths)
  @ScopedQuery('read', () => MetricsType, {
    description: 'The numbers, computed from the incidents and deployments.',
  })
  metrics(
    @Asking() caller: Caller,
    @Args('window', { type: () => WindowInput, nullable: true }) window?: WindowInput | null,
    @Filter(MetricsFilterInput) filter?: MetricsFilterInput | null,
    @Args('groupBy', { type: () => GroupingEnum, nullable: true }) groupBy?: Grouping | null,
    @Args('interval', {
      type: () => IntervalEnum,
      nullable: true,
      description: 'Asks for a series, too; the window needs a start then.',
    })
    interval?: Interval | null,
    @Args('timeZone', {
      type: () => String,
      nullable: true,
      description: 'Whose days, weeks and months: an IANA name such as `Europe/Berlin`; UTC unless given.',
    })
    timeZone?: string | null,
    @Args('asOf', { type: () => AsOfInput, nullable: true, description: 'As it was known then.' })
    asOf?: AsOfInput | null,
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ) {
    return this.answers.answer(caller, { window, filter, groupBy, interval, timeZone, asOf, minPosition });
  }
}
