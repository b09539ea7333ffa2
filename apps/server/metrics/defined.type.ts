import { Field, Int, ObjectType } from '@nestjs/graphql';
import { type ExclusionReason, exclusionReasons } from '#metrics';
import { enumOf } from '../graphql/enum.js';

export const ExclusionReasonEnum = enumOf(
  'ExclusionReason',
  Object.keys(exclusionReasons) as ExclusionReason[],
  'Why something does not count.',
);
@ObjectType('Exclusion', { description: 'How many were left out for a reason.' })
class ExclusionType {
  @Field(() => ExclusionReasonEnum)
  reason: ExclusionReason;

  @Field(() => Int)
  count: number;
}

@ObjectType({ isAbstract: true })
export class Defined {
  @Field({ description: 'How the number is defined, in a sentence.' })
  definition: string;

  @Field({ description: 'The version of the definition: it changes whenever an answer could.' })
  rule: string;

  @Field(() => [ExclusionType])
  excluded: readonly ExclusionType[];
}
