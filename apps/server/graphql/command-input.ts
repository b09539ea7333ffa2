import { Field, InputType, Int } from '@nestjs/graphql';
import { IsOptional, Min } from 'class-validator';
import type { CommandOptions } from '../commands/execute.js';
import { DateTime } from './scalars.js';
import { Line } from './validators.js';

/** What every mutation takes beside the fields of its command. */
@InputType({ isAbstract: true })
export class CommandInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Names this command: a retry with the same key gives the first answer and records nothing. A command that changed nothing leaves nothing to know it by: its retry is decided anew.',
  })
  @IsOptional()
  @Line()
  idempotencyKey?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it happened, if not now. Not in the future, beyond a minute of clock skew.',
  })
  occurredAt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The person for whom a tool does it, by e-mail address or id. Both are recorded.',
  })
  @IsOptional()
  @Line()
  onBehalfOf?: string | null;
}

/** What every mutation of something that exists takes beside the fields of its command. */
@InputType({ isAbstract: true })
export class ChangeInput extends CommandInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'The revision that you saw: if it has changed since, the command is refused with CONFLICT. It guards the retry of a command that changed nothing, too.',
  })
  @IsOptional()
  @Min(0)
  expectedRevision?: number | null;
}

/** What the caller said of a command beside what it does. */
export const optionsOf = (input: CommandInput & { expectedRevision?: number | null }): CommandOptions => ({
  expectedRevision: input.expectedRevision ?? undefined,
  idempotencyKey: input.idempotencyKey ?? undefined,
  occurredAt: input.occurredAt ?? undefined,
  onBehalfOf: input.onBehalfOf ?? undefined,
});
