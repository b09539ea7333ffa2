import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ExclusionReason } from '#metrics';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateTime } from '../graphql/scalars.js';
import { Defined, ExclusionReasonEnum } from './defined.type.js';

const DurationStateEnum = enumOf('DurationState', ['RECORDED', 'PENDING', 'NOT_APPLICABLE', 'INVALID']);
export const OccurrenceEnum = enumOf(
  'Occurrence',
  ['FIRST', 'LAST'],
  'Which time of a milestone that was reached more than once.',
);

@ObjectType({ isAbstract: true })
export class DurationSummaryFields extends Defined {
  @Field(() => Int, { description: 'Over how many it is computed.' })
  count: number;

  @Field(() => Float, { nullable: true })
  meanSeconds: number | null;

  @Field(() => Float, { nullable: true })
  p50Seconds: number | null;

  @Field(() => Float, { nullable: true })
  p90Seconds: number | null;

  @Field(() => Float, { nullable: true })
  p95Seconds: number | null;

  @Field(() => Float, { nullable: true })
  maxSeconds: number | null;
}

@ObjectType('Duration', { description: 'The time between two points of the life of an incident.' })
export class DurationType {
  @Field(() => DurationStateEnum, {
    description:
      'RECORDED; PENDING: it is not over; NOT_APPLICABLE: one of the times is not known and will not come; INVALID: it ends before it starts.',
  })
  state: string;

  @Field(() => Float, { nullable: true, description: 'Null unless the state is RECORDED.' })
  seconds: number | null;

  @Field(() => DateTime, { nullable: true })
  startedAt: string | null;

  @Field(() => DateTime, { nullable: true })
  endedAt: string | null;
}

@ObjectType({ isAbstract: true })
export class Measured extends DurationType {
  @Field(() => ExclusionReasonEnum, {
    nullable: true,
    description: 'Why it does not count; null where it counts.',
  })
  excluded: ExclusionReason | null;
}

@ObjectType('IncidentDuration', {
  description: 'What one incident adds to a duration, or why it adds nothing.',
})
export class IncidentDurationType extends Measured {
  @Field(() => ID)
  incidentId: string;

  @Field(() => String, { nullable: true })
  reference: string | null;

  @Field(() => Int)
  reopens: number;
}

@ObjectType('DurationMetric')
export class DurationMetricType extends DurationSummaryFields {
  @Field(() => Int, { description: 'How often the incidents that count were reopened.' })
  reopens: number;
}

export const IncidentDurationConnection = connectionOf(IncidentDurationType, 'IncidentDuration');
