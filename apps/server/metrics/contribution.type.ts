import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import type { ExclusionReason } from '#metrics';
import { ExclusionReasonEnum } from './defined.type.js';

/** An incident behind a number. */
@ObjectType({ isAbstract: true })
export class IncidentContributionFields {
  @Field(() => ID)
  incidentId: string;

  @Field(() => String, { nullable: true })
  reference: string | null;

  @Field(() => ExclusionReasonEnum, {
    nullable: true,
    description: 'Why it does not count; null where it counts.',
  })
  excluded: ExclusionReason | null;
}

@ObjectType('Ratio', { description: 'How many of how many.' })
export class RatioType {
  @Field(() => Float, { nullable: true, description: 'Null where there is nothing to divide by.' })
  value: number | null;

  @Field(() => Float)
  numerator: number;

  @Field(() => Float)
  denominator: number;
}
