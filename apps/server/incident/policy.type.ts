import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { SeverityPolicy } from '#incident';

@ObjectType('PostmortemPolicy')
class PostmortemPolicyType {
  @Field()
  required: boolean;

  @Field(() => Int, { description: 'How many working days after the incident was resolved it is due.' })
  dueWithinWorkingDays: number;
}

/** What the response to an incident of a severity promises. */
@ObjectType({ isAbstract: true })
export class SeverityPolicyFields implements SeverityPolicy {
  @Field(() => Float, { description: 'Somebody acknowledges it at most so long after it was declared.' })
  acknowledgeWithinSeconds: number;

  @Field(() => Float, { description: 'The next update comes at most so long after the last.' })
  nextUpdateWithinSeconds: number;

  @Field(() => Float, {
    nullable: true,
    description: 'After so long at this severity a worse one is suggested; null where none is.',
  })
  escalateAfterSeconds: number | null;

  @Field(() => Float, { description: 'A rollback is seen to have worked in less time.' })
  rollbackWithinSeconds: number;

  @Field(() => PostmortemPolicyType)
  postmortem: PostmortemPolicyType;
}

@ObjectType('IncidentPolicy', {
  description:
    'What an incident is held to: the policy as it stood when it was declared, or changed severity.',
})
export class IncidentPolicyType extends SeverityPolicyFields {}
