import { Field, Float, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, Max, Min } from 'class-validator';
import type { Severity } from '#incident';
import { DEFAULT_BLAME_WINDOW_HOURS, type Includable, includables } from '#metrics';
import { enumOf } from '../graphql/enum.js';
import { DateTime } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { SeverityEnum } from '../incident/incident.type.js';

export const IncludableEnum = enumOf(
  'Includable',
  includables,
  'What the numbers leave out unless asked for.',
);

@InputType('Window', { description: 'From the one (included) to the other (not included); open without.' })
export class WindowInput {
  @Field(() => DateTime, { nullable: true })
  from?: string | null;

  @Field(() => DateTime, { nullable: true })
  to?: string | null;
}

@InputType('MetricsFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one takes nothing in.',
})
export class MetricsFilterInput {
  @Field(() => [String], { nullable: true, description: `Services, each ${SERVICE_NAME}.` })
  @IsOptional()
  @ArrayMaxSize(1000)
  services?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Teams, by the services that they own now.' })
  @IsOptional()
  @ArrayMaxSize(1000)
  teams?: string[] | null;

  @Field(() => [SeverityEnum], { nullable: true })
  severities?: Severity[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What counts as production; `production` and `prod` unless given.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  environments?: string[] | null;

  @Field(() => [IncludableEnum], { defaultValue: [] })
  include: Includable[];

  @Field({
    defaultValue: true,
    description: 'Whether an incident that names no deployment may blame the one before it.',
  })
  inferBlame: boolean;

  @Field(() => Float, {
    defaultValue: DEFAULT_BLAME_WINDOW_HOURS,
    description: 'How long after a deployment.',
  })
  @Min(0)
  @Max(24 * 365)
  blameWindowHours: number;
}
