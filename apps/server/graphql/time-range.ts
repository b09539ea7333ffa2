import { Field, InputType } from '@nestjs/graphql';
import { DateTime } from './scalars.js';

@InputType('TimeRange', { description: 'From the one (included) to the other (not included); open without.' })
export class TimeRangeInput {
  @Field(() => DateTime, { nullable: true })
  from?: string | null;

  @Field(() => DateTime, { nullable: true })
  to?: string | null;
}
