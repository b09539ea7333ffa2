import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, IsOptional, Max, Min } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import type { Severity } from '#incident';
import { ChangeInput } from '../graphql/command-input.js';
import { Nested, NestedList } from '../graphql/nested.js';
import { Line, Lines, OptionalLine, Text } from '../graphql/validators.js';
import { SeverityEnum } from '../incident/incident.type.js';

const longest = 30 * 24 * 60 * 60;

/** A whole number of seconds, up to thirty days. */
const OptionalSeconds = (): PropertyDecorator =>
  applyDecorators(IsOptional(), IsInt({ message: 'must be a whole number' }), Min(1), Max(longest));

const once = { message: 'must have each item once' };

@InputType()
class PostmortemPolicyInput {
  @Field()
  required: boolean;

  @Field(() => Int, { description: 'From 1 to 60.' })
  @Min(1)
  @Max(60)
  dueWithinWorkingDays: number;
}

@InputType()
class PolicyChecklistInput {
  @Field()
  @Line(100)
  name: string;

  @Field(() => [String], { description: 'What is to be done, 50 items at most.' })
  @ArrayMinSize(1, { message: 'must have an item' })
  @ArrayUnique(once)
  @Lines(50, 300)
  items: string[];
}

@InputType({ description: 'What is left out stays as it is.' })
export class SetPolicyInput extends ChangeInput {
  @Field(() => SeverityEnum)
  severity: Severity;

  @Field(() => String, { nullable: true, description: 'What people call the severity.' })
  @OptionalLine(60)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'When an incident is of this severity.' })
  @IsOptional()
  @Text(2000)
  guidance?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Words of other tools that stand for it, 100 at most. A word stands for one severity.',
  })
  @IsOptional()
  @Lines(100, 60)
  words?: string[] | null;

  @Field(() => Float, { nullable: true })
  @OptionalSeconds()
  acknowledgeWithinSeconds?: number | null;

  @Field(() => Float, { nullable: true })
  @OptionalSeconds()
  nextUpdateWithinSeconds?: number | null;

  @Field(() => Float, { nullable: true, description: 'Null for never.' })
  @OptionalSeconds()
  escalateAfterSeconds?: number | null;

  @Field(() => Float, { nullable: true, description: 'A rollback should be seen to have worked in less.' })
  @OptionalSeconds()
  rollbackWithinSeconds?: number | null;

  @Field(() => PostmortemPolicyInput, { nullable: true })
  @IsOptional()
  @Nested(() => PostmortemPolicyInput)
  postmortem?: PostmortemPolicyInput | null;

  @Field(() => [PolicyChecklistInput], {
    nullable: true,
    description: 'What is attached to each incident of the severity, 20 checklists at most.',
  })
  @IsOptional()
  @ArrayMaxSize(20, { message: 'must have at most 20 items' })
  @ArrayUnique(({ name }: PolicyChecklistInput) => name, { message: 'must have each name once' })
  @NestedList(() => PolicyChecklistInput)
  checklists?: PolicyChecklistInput[] | null;
}
