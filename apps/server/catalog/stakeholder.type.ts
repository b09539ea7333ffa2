import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { type Channel, type Level, type Stakeholder, channels, levels, quadrants } from '#catalog';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { DateTime } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';

export const LevelEnum = enumOf('StakeholderLevel', levels);
export const ChannelEnum = enumOf('Channel', channels, 'A way in which updates reach people.');
export const QuadrantEnum = enumOf(
  'Quadrant',
  quadrants,
  'How to deal with a stakeholder, by power and interest.',
);

@ObjectType('Stakeholder', {
  description: 'Somebody to whom incidents matter: a person, a group, a customer, an authority.',
})
export class StakeholderType implements Stakeholder {
  @Field(() => ID)
  id: string;

  @Field()
  name: string;

  @Field(() => String, { nullable: true, description: 'Who they are.' })
  description: string | null;

  @Field(() => LevelEnum, { description: 'How much they can do to the organization.' })
  power: Level;

  @Field(() => LevelEnum, { description: 'How much an incident is to them.' })
  interest: Level;

  @Field(() => [ChannelEnum], { description: 'Their own; where there are none, see `updateChannels`.' })
  channels: readonly Channel[];

  @Field(() => [String], {
    description: `The services that they care about, each ${SERVICE_NAME}; where there are none, all.`,
  })
  services: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'Null while they are one.' })
  removedAt: string | null;

  @Field(() => String, { nullable: true })
  removalReason: string | null;

  @Field(() => Int, { description: 'expectedRevision of the next change.' })
  revision: number;
}

export const StakeholderConnection = connectionOf(StakeholderType, 'Stakeholder');

@ObjectType()
export class StakeholderPayload extends ReceiptFields {
  @Field(() => StakeholderType, { nullable: true })
  stakeholder?: StakeholderType;
}
