import type { Type } from '@nestjs/common';
import { Args, ArgsType, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Milestone } from '#incident';
import type { Numbers, Occurrence } from '#metrics';
import { MilestoneEnum } from '../incident/incident.type.js';
import { DurationMetricType, OccurrenceEnum } from './duration.type.js';
import { MetricsBucketType, MetricsGroupResultType, MetricsType } from './metrics.type.js';

@ArgsType()
export class InterludeArgs {
  @Field(() => MilestoneEnum)
  from: Milestone;

  @Field(() => OccurrenceEnum, {
    defaultValue: 'FIRST',
    description: 'Of the times that `from` was reached.',
  })
  fromOccurrence: Occurrence;

  @Field(() => MilestoneEnum)
  to: Milestone;

  @Field(() => OccurrenceEnum, { defaultValue: 'FIRST', description: 'Of the times that `to` was reached.' })
  occurrence: Occurrence;
}

/** The number that takes arguments, wherever the others are. */
function withDuration(type: Type<object>) {
  @Resolver(() => type, { isAbstract: true })
  abstract class WithDuration {
    @ResolveField(() => DurationMetricType, {
      description:
        'The time between any two milestones, for incidents that reached the second in the window.',
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
