import { Field, Float, ObjectType } from '@nestjs/graphql';
import type { Escalation, Severity } from '#incident';
import { DateTime } from '../graphql/scalars.js';
import { IncidentField, SeverityEnum } from './incident.type.js';

@ObjectType('Escalation', { description: 'A worse severity that somebody should consider.' })
class EscalationType implements Escalation {
  @Field(() => SeverityEnum)
  to: Severity;

  @Field(() => Float, {
    description: 'For how long it had been open at its severity: longer than the policy allows.',
  })
  afterSeconds: number;

  @Field(() => DateTime)
  suggestedAt: string;
}

export abstract class EscalationFields {
  @IncidentField(() => EscalationType, {
    nullable: true,
    description: 'The escalation that is suggested at its present severity.',
  })
  escalation: Escalation | null;
}
