import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Service } from '#catalog';
import { connectionOf } from '../graphql/connection.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { DateTime } from '../graphql/scalars.js';

@ObjectType('Service', { description: 'A service of the organization.' })
export class ServiceType implements Service {
  @Field(() => ID)
  id: string;

  @Field({ description: 'The slug by which incidents, alerts and deployments name it.' })
  name: string;

  @Field({ description: 'What people call it.' })
  title: string;

  @Field(() => String, { nullable: true })
  team: string | null;

  @Field(() => Int, { nullable: true, description: 'How much depends on it; 1 is the most.' })
  tier: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The part of the time that it should be available: 0.998 is 99.8 %.',
  })
  availabilityTarget: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Null while it is in use.' })
  retiredAt: string | null;

  @Field(() => String, { nullable: true })
  retirementReason: string | null;

  @Field(() => Int, { description: 'expectedRevision of the next change.' })
  revision: number;
}

export const ServiceConnection = connectionOf(ServiceType, 'Service');

@ObjectType()
export class ServicePayload extends ReceiptFields {
  @Field(() => ServiceType, { nullable: true })
  service?: ServiceType;
}
