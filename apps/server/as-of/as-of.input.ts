import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { Moment } from '#views';
import { DateTime, PositionScalar } from '../graphql/scalars.js';

@InputType('AsOf', { description: 'A past state of the log, by one of these. It takes the scope audit.' })
export class AsOfInput {
  @Field(() => PositionScalar, { nullable: true, description: 'Up to the event at this position.' })
  position?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Up to, and without, the first event that was recorded after this time.',
  })
  recordedAt?: string | null;
}

@ObjectType('AsOfMoment', { description: 'The state of the log as of which something is answered.' })
export class AsOfMomentType implements Moment {
  @Field(() => PositionScalar, {
    nullable: true,
    description: 'The last event that was known; null before the first.',
  })
  position: string | undefined;

  @Field(() => DateTime, {
    description:
      'The clock then, by which things were overdue: the time asked for, else when the event was recorded.',
  })
  at: string;
}

/** Adds to a type as of when it is answered. */
export const AsOfField = () =>
  Field(() => AsOfMomentType, { nullable: true, description: 'As of when it is answered; null for now.' });

/** The time by which an answer as of a moment is given; now, without one. RFC 3339. */
export const clockOf = (moment: Moment | undefined): string => moment?.at ?? new Date().toISOString();
