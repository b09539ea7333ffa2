import { Field, Int, ObjectType } from '@nestjs/graphql';
import { PositionScalar } from './scalars.js';

@ObjectType('RecordedEvent', { description: 'An event that a command recorded.' })
export class RecordedEventType {
  @Field()
  type: string;

  @Field(() => PositionScalar)
  position: string;
}

/** What every mutation answers beside the thing itself. */
@ObjectType({ isAbstract: true })
export class ReceiptFields {
  @Field(() => Int, { description: 'The revision after the command: expectedRevision of the next one.' })
  revision: number;

  @Field(() => PositionScalar, {
    description: 'Where in the log it is: minPosition of a query that must see it.',
  })
  position: string;

  @Field(() => [RecordedEventType], { description: 'What was recorded; empty where nothing changed.' })
  events: RecordedEventType[];

  @Field({ description: 'Whether an earlier try with this idempotency key had done it already.' })
  replayed: boolean;
}
