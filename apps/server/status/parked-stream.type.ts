import { Field, ObjectType } from '@nestjs/graphql';
import type { ParkedStream } from '#views';
import { DateTime, PositionScalar } from '../graphql/scalars.js';

@ObjectType('ParkedStream', {
  description: 'A stream of which the views could not take an event; the rest goes on.',
})
export class ParkedStreamType implements Pick<
  ParkedStream,
  'stream' | 'position' | 'type' | 'error' | 'recordedAt'
> {
  @Field({ description: 'What `retryParkedStream` takes.' })
  stream: string;

  @Field(() => PositionScalar, { description: 'The event.' })
  position: string;

  @Field({ description: 'The type of the event.' })
  type: string;

  @Field(() => DateTime)
  recordedAt: string;

  @Field({ description: 'Why it could not be taken.' })
  error: string;
}
