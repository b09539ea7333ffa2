import { Field, InputType, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, Min } from 'class-validator';
import type { Actor } from '#decider';
import type { Incident, Milestone, MilestoneCorrection } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { ActorType } from '../graphql/actor.type.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentType, MilestoneEnum } from './incident.type.js';

@ObjectType('MilestoneCorrection', { description: 'A time that was replaced by a better one.' })
class MilestoneCorrectionType implements Omit<MilestoneCorrection, 'milestone'> {
  @Field(() => Int, { description: 'Which of the times, from 1 on.' })
  occurrence: number;

  @Field(() => DateTime)
  previousAt: string;

  @Field()
  reason: string;

  @Field(() => ActorType)
  correctedBy: Actor;

  @Field(() => DateTime)
  correctedAt: string;
}

@ObjectType('IncidentMilestone', {
  description: 'When a milestone was reached; after reopenings more than once.',
})
class MilestoneType {
  @Field(() => MilestoneEnum)
  milestone: Milestone;

  @Field(() => DateTime)
  first: string;

  @Field(() => DateTime)
  last: string;

  @Field(() => [DateTime], { description: 'Every time, in the order of the log, as corrected.' })
  occurrences: readonly string[];

  @Field(() => [MilestoneCorrectionType], {
    description: 'What was said before, in the order of correction.',
  })
  corrections: readonly MilestoneCorrectionType[];
}

@InputType()
class CorrectMilestoneInput extends IncidentInput {
  @Field(() => MilestoneEnum)
  milestone: Milestone;

  @Field(() => Int, {
    nullable: true,
    description: 'Which of the times that it was reached, from 1 on; the last, unless given.',
  })
  @IsOptional()
  @Min(1)
  occurrence?: number | null;

  @Field(() => DateTime, { description: 'When it was reached in truth.' })
  at: string;

  @Field()
  @Text(1000)
  reason: string;
}

@Resolver(() => IncidentType)
export class MilestoneMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Puts right when something happened. The numbers take this time; the other stays known.')
  correctMilestone(@Asking() caller: Caller, @Input() input: CorrectMilestoneInput) {
    const { at, milestone, occurrence, reason } = input;
    return this.incidents.send(caller, input, {
      type: 'CorrectMilestone',
      data: { milestone, at, reason, ...given({ occurrence }) },
    });
  }

  @ResolveField(() => [MilestoneType], {
    description: 'The milestones reached, in the order of their first times.',
  })
  milestones(@Parent() { milestones, milestoneCorrections }: Incident): MilestoneType[] {
    // The keys of `Milestones` are milestones.
    const reached = Object.entries(milestones) as [Milestone, readonly string[]][];
    return reached
      .flatMap(([milestone, occurrences]) => {
        const [first, last] = [occurrences[0], occurrences.at(-1)];
        if (first === undefined || last === undefined) return [];
        const corrections = milestoneCorrections.filter((one) => one.milestone === milestone);
        return [{ milestone, first, last, occurrences, corrections }];
      })
      .sort((a, b) => (a.first < b.first ? -1 : 1));
  }
}
