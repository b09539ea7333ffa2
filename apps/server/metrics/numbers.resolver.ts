import type { Type } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Numbers } from '#metrics';
import { DurationMetricType } from './duration.type.js';
import { InterludeArgs } from './interlude.args.js';
import { MetricsBucketType, MetricsGroupResultType, MetricsType } from './metrics.type.js';
import { inTurn } from './turns.js';

/** The number that takes arguments, wherever the others are. */
function withDuration(type: Type<object>) {
  @Resolver(() => type, { isAbstract: true })
  abstract class WithDuration {
    @ResolveField(() => DurationMetricType, {
      description:
        'The time between any two milestones, for incidents that reached the second in the window.',
      middleware: [inTurn],
    })
    duration(@Parent() numbers: Numbers, @Args() interlude: InterludeArgs) {
      return numbers.duration(interlude);
    }
  }
  return WithDuration;
}

@Resolver(() => MetricsType)
export class MetricsDuration extends withDuration(MetricsType) {}

@Resolver(() => MetricsBucketType)
export class BucketDuration extends withDuration(MetricsBucketType) {}

@Resolver(() => MetricsGroupResultType)
export class GroupDuration extends withDuration(MetricsGroupResultType) {}
