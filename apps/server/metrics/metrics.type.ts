import { Extensions, Field, Float, ObjectType } from '@nestjs/graphql';
import type { Severity } from '#incident';
import { type Includable, type Stretch, groupings, intervals } from '#metrics';
import { AsOfField, AsOfMomentType } from '../as-of/as-of.input.js';
import { enumOf } from '../graphql/enum.js';
import type { HasLength } from '../graphql/list-lengths.js';
import { DateTime, PositionScalar } from '../graphql/scalars.js';
import { SeverityEnum } from '../incident/incident.type.js';
import { IncludableEnum } from './metrics.input.js';
import { NumbersType } from './numbers.type.js';

export const GroupingEnum = enumOf(
  'MetricsGroup',
  groupings,
  'What incidents and deployments are set apart by. What belongs to several groups counts in each of them.',
);
export const IntervalEnum = enumOf(
  'Interval',
  intervals,
  'A stretch of the calendar. Weeks are those of ISO 8601, which begin on Monday.',
);

@ObjectType('AppliedWindow')
class AppliedWindowType {
  @Field(() => DateTime, { nullable: true })
  from: string | null;

  @Field(() => DateTime, { nullable: true })
  to: string | null;
}

@ObjectType('AppliedMetricsFilter', { description: 'The filter with its defaults. Null keeps nothing out.' })
class AppliedFilterType {
  @Field(() => [String], { nullable: true })
  services: readonly string[] | null;

  @Field(() => [String], { nullable: true })
  teams: readonly string[] | null;

  @Field(() => [SeverityEnum], { nullable: true })
  severities: readonly Severity[] | null;

  @Field(() => [String], { nullable: true })
  environments: readonly string[] | null;

  @Field(() => [IncludableEnum])
  include: readonly Includable[];

  @Field()
  inferBlame: boolean;

  @Field(() => Float)
  blameWindowHours: number;
}

@ObjectType('MetricsBucket', {
  description: 'The numbers of one hour, day, week or month, cut where the window begins or ends within it.',
})
export class MetricsBucketType extends NumbersType implements Stretch {
  @Field(() => DateTime)
  from: string;

  @Field(() => DateTime)
  to: string;
}

const seriesDescription =
  'The numbers of each interval of the window, in order and without gaps. Null unless an interval is asked for.';

@ObjectType('MetricsGroupResult', { description: 'The numbers of what has something in common.' })
export class MetricsGroupResultType extends NumbersType {
  @Field(() => String, {
    nullable: true,
    description:
      'What it has in common, as `P0` or `checkout`. Null for what has none: no team, no known cause.',
  })
  key: string | null;

  @Field({ description: 'What belongs to the group, in a sentence.' })
  definition: string;

  @Extensions({ length: 'series' } satisfies HasLength)
  @Field(() => [MetricsBucketType], { nullable: true, description: seriesDescription })
  series: readonly MetricsBucketType[] | null;
}

@ObjectType('Metrics', {
  description: 'Numbers, each with its definition, what was left out, and what is behind it.',
})
export class MetricsType extends NumbersType {
  @Field(() => AppliedWindowType)
  window: AppliedWindowType;

  @Field(() => AppliedFilterType)
  filter: AppliedFilterType;

  @Field(() => PositionScalar, {
    nullable: true,
    description: 'The position of the log at which they were computed.',
  })
  position: string | null;

  @AsOfField()
  asOf?: AsOfMomentType | null;

  @Extensions({ length: 'series' } satisfies HasLength)
  @Field(() => [MetricsBucketType], { nullable: true, description: seriesDescription })
  series: readonly MetricsBucketType[] | null;

  @Extensions({ length: 'groups' } satisfies HasLength)
  @Field(() => [MetricsGroupResultType], {
    nullable: true,
    description: 'The numbers of each group. Null unless it is asked what to group by.',
  })
  groups: readonly MetricsGroupResultType[] | null;
}
