import { ArgsType, Field } from '@nestjs/graphql';
import type { Milestone } from '#incident';
import type { Interlude, Occurrence } from '#metrics';
import { MilestoneEnum } from '../incident/incident.type.js';
import { OccurrenceEnum } from './duration.type.js';

@ArgsType()
export class InterludeArgs implements Interlude {
  @Field(() => MilestoneEnum)
  from: Milestone;

  @Field(() => OccurrenceEnum, {
    defaultValue: 'FIRST',
    description: 'Of the times that `from` was reached.',
  })
  fromOccurrence: Occurrence;

  @Field(() => MilestoneEnum)
  to: Milestone;

  @Field(() => OccurrenceEnum, { defaultValue: 'FIRST', description: 'Of the times that `to` was reached.' })
  occurrence: Occurrence;
}
