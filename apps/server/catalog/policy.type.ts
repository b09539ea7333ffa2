import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Actor } from '#decider';
import type { Checklist, Severity } from '#incident';
import type { PolicyDocument } from '#views';
import { ActorType } from '../graphql/actor.type.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { DateTime } from '../graphql/scalars.js';
import { SeverityEnum } from '../incident/incident.type.js';
import { SeverityPolicyFields } from '../incident/policy.type.js';

@ObjectType('PolicyChecklist', { description: 'What is attached to each incident of the severity.' })
class PolicyChecklistType implements Checklist {
  @Field()
  name: string;

  @Field(() => [String])
  items: readonly string[];
}

@ObjectType('Policy', { description: 'What a severity means, and what is done at it.' })
export class PolicyType extends SeverityPolicyFields implements PolicyDocument {
  @Field(() => SeverityEnum)
  severity: Severity;

  @Field({ description: 'What people call the severity.' })
  title: string;

  @Field({ description: 'When an incident is of this severity.' })
  guidance: string;

  @Field(() => [String], {
    description: 'Words of other tools that stand for it, whatever their case, before those known anyway.',
  })
  words: readonly string[];

  @Field(() => [PolicyChecklistType])
  checklists: readonly Checklist[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it is so; null where it is the default.',
  })
  setAt: string | null;

  @Field(() => ActorType, { nullable: true, description: 'Who set it; null where it is the default.' })
  setBy: Actor | null;

  @Field(() => Int, {
    nullable: true,
    description: 'expectedRevision of the next change; null where never set.',
  })
  revision: number | null;
}

@ObjectType()
export class PolicyPayload extends ReceiptFields {
  @Field(() => PolicyType, { nullable: true })
  policy?: PolicyType;
}
