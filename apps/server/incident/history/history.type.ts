import { Extensions, Field, ObjectType } from '@nestjs/graphql';
import { uncountedConnectionOf } from '../../graphql/connection.js';
import { enumOf } from '../../graphql/enum.js';
import { Json } from '../../graphql/scalars.js';
import { LogEventType } from '../../log/log.type.js';
import { type Change, changeOps } from './changes.js';

/** A whole state may be large: it costs as much as its fields would. */
const wholeState = 50;

const ChangeOpEnum = enumOf('ChangeOp', changeOps);

@ObjectType('Change', {
  description:
    'One operation of a JSON Patch (RFC 6902), of which `value` is `after`, and what was there before.',
})
class ChangeType implements Change {
  @Field(() => ChangeOpEnum)
  op: Change['op'];

  @Field({ description: 'Where, as a JSON Pointer (RFC 6901): `/services/0`.' })
  path: string;

  @Field(() => Json, { nullable: true, description: 'Null also where something was added.' })
  before: unknown;

  @Field(() => Json, { nullable: true, description: 'Null also where something was removed.' })
  after: unknown;
}

@ObjectType('IncidentHistoryEntry', {
  description:
    'An event of an incident, and what it changed. A state is that which the events up to there fold to, which has the names of the fields of Incident; what names an incident that you may not see is left out.',
})
export class IncidentHistoryEntryType {
  @Field(() => LogEventType)
  event: LogEventType;

  @Field(() => Json, { nullable: true, description: 'The state before; null before the first event.' })
  @Extensions({ cost: wholeState })
  before: object | null;

  @Field(() => Json, { nullable: true, description: 'The state after.' })
  @Extensions({ cost: wholeState })
  after: object | null;

  @Field(() => [ChangeType], {
    description:
      'What leads from the one to the other, to be applied in this order; before the first event there is an empty object.',
  })
  changes: readonly Change[];
}

export const IncidentHistoryConnection = uncountedConnectionOf(IncidentHistoryEntryType, 'IncidentHistory');
