import { Field, ID, InputType, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { Actor } from '#decider';
import {
  type FollowUp,
  type FollowUpKind,
  type FollowUpStatus,
  followUpKinds,
  followUpStatuses,
  isFollowUpOverdue,
} from '#incident';
import type { IncidentDocument } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { clockOf } from '../as-of/as-of.input.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, OptionalLine, OptionalText, Text, WebAddress } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

export const FollowUpKindEnum = enumOf(
  'FollowUpKind',
  followUpKinds,
  'Whether it helps at once, lastingly, or pays off what made the incident possible.',
);
const FollowUpStatusEnum = enumOf('FollowUpStatus', followUpStatuses);

@ObjectType('FollowUp', { description: 'Something to be done so that the incident does not come again.' })
export class FollowUpType implements FollowUp {
  @Field(() => ID)
  id: string;

  @Field()
  title: string;

  @Field(() => FollowUpKindEnum)
  kind: FollowUpKind;

  @Field(() => FollowUpStatusEnum)
  status: FollowUpStatus;

  @Field(() => String, { nullable: true, description: 'Who does it; null while nobody does.' })
  owner: string | null;

  @Field(() => DateTime, { nullable: true })
  dueAt: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was due at first, before that was moved.' })
  firstDueAt: string | null;

  @Field(() => String, { nullable: true, description: 'Where the work is tracked.' })
  ticketUrl: string | null;

  @Field(() => ActorType)
  addedBy: Actor;

  @Field(() => DateTime)
  addedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was completed or dropped.' })
  endedAt: string | null;

  @Field(() => ActorType, { nullable: true })
  endedBy: Actor | null;

  @Field(() => String, { nullable: true })
  dropReason: string | null;
}

export abstract class FollowUpFields {
  @IncidentField(() => [FollowUpType], { description: 'What remains to be done, and what was.' })
  followUps: readonly FollowUp[];
}

/** Who does it, by when, and where the work is tracked. */
@InputType({ isAbstract: true })
class AssignmentInput extends IncidentInput {
  @Field(() => String, { nullable: true, description: 'The person who does it.' })
  @OptionalLine()
  owner?: string | null;

  @Field(() => DateTime, { nullable: true })
  dueAt?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the work is tracked.' })
  @IsOptional()
  @WebAddress()
  ticketUrl?: string | null;
}

@InputType()
class AddFollowUpInput extends AssignmentInput {
  @Field()
  @Line()
  title: string;

  @Field(() => FollowUpKindEnum, { defaultValue: 'SHORT_TERM' })
  kind: FollowUpKind;
}

@InputType()
class ReassignFollowUpInput extends AssignmentInput {
  @Field(() => ID)
  @Line()
  followUpId: string;

  @Field(() => String, { nullable: true })
  @OptionalText(1000)
  reason?: string | null;
}

@InputType()
class CompleteFollowUpInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  followUpId: string;
}

@InputType()
class DropFollowUpInput extends CompleteFollowUpInput {
  @Field()
  @Text(1000)
  reason: string;
}

@Resolver(() => FollowUpType)
export class FollowUpMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Says what remains to be done, also after the incident was closed.')
  addFollowUp(@Asking() caller: Caller, @Input() input: AddFollowUpInput) {
    const { dueAt, kind, owner, ticketUrl, title } = input;
    return this.incidents.send(caller, input, {
      type: 'AddFollowUp',
      data: { title, kind, ...given({ owner, dueAt, ticketUrl }) },
    });
  }

  @IncidentMutation('Gives a follow-up another owner, due time or ticket; what is not given stays.')
  reassignFollowUp(@Asking() caller: Caller, @Input() input: ReassignFollowUpInput) {
    const { dueAt, followUpId, owner, reason, ticketUrl } = input;
    return this.incidents.send(caller, input, {
      type: 'ReassignFollowUp',
      data: { followUpId, ...given({ owner, dueAt, ticketUrl, reason }) },
    });
  }

  @IncidentMutation('Says that a follow-up is done.')
  completeFollowUp(@Asking() caller: Caller, @Input() input: CompleteFollowUpInput) {
    const { followUpId } = input;
    return this.incidents.send(caller, input, { type: 'CompleteFollowUp', data: { followUpId } });
  }

  @IncidentMutation('Says that a follow-up will not be done, and why.')
  dropFollowUp(@Asking() caller: Caller, @Input() input: DropFollowUpInput) {
    const { followUpId, reason } = input;
    return this.incidents.send(caller, input, { type: 'DropFollowUp', data: { followUpId, reason } });
  }

  @ResolveField(() => Boolean, { description: 'Whether it is open though its due time has passed.' })
  overdue(@Parent() followUp: IncidentDocument['followUps'][number]): boolean {
    return isFollowUpOverdue(followUp, clockOf(followUp.asOf));
  }
}
