import { Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { ArrayMinSize } from 'class-validator';
import type { Actor } from '#decider';
import type { AttachedChecklist, AttachedItem, Severity } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { ActorType } from '../graphql/actor.type.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, Lines, OptionalText } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField, SeverityEnum } from './incident.type.js';

@ObjectType('ChecklistItem')
class ChecklistItemType implements AttachedItem {
  @Field(() => ID)
  id: string;

  @Field()
  text: string;

  @Field(() => ActorType, { nullable: true, description: 'Who did it; null while it is to be done.' })
  tickedBy: Actor | null;

  @Field(() => DateTime, { nullable: true })
  tickedAt: string | null;
}

@ObjectType('Checklist', { description: 'What is to be done in a part of the response.' })
class ChecklistType implements AttachedChecklist {
  @Field(() => ID)
  id: string;

  @Field()
  name: string;

  @Field(() => SeverityEnum, {
    nullable: true,
    description: 'The severity whose policy brought it; null where somebody attached it.',
  })
  severity: Severity | null;

  @Field(() => [ChecklistItemType])
  items: readonly AttachedItem[];
}

export abstract class ChecklistFields {
  @IncidentField(() => [ChecklistType], { description: 'In the order in which they were attached.' })
  checklists: readonly AttachedChecklist[];
}

@InputType()
class AttachChecklistInput extends IncidentInput {
  @Field({ description: 'The part of the response that it is for: `Triage`.' })
  @Line(100)
  name: string;

  @Field(() => [String], { description: 'What is to be done, 50 items at most.' })
  @ArrayMinSize(1, { message: 'must have an item' })
  @Lines(50, 300)
  items: string[];
}

@InputType()
class TickChecklistItemInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  itemId: string;
}

@InputType()
class UntickChecklistItemInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  itemId: string;

  @Field(() => String, { nullable: true })
  @OptionalText(1000)
  reason?: string | null;
}

@Resolver()
export class ChecklistMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation(
    'Adds to what is to be done. Items that a checklist of this name has already are left out.',
  )
  attachChecklist(@Asking() caller: Caller, @Input() input: AttachChecklistInput) {
    const { items, name } = input;
    return this.incidents.send(caller, input, { type: 'AttachChecklist', data: { name, items } });
  }

  @IncidentMutation('Says that an item of a checklist is done.')
  tickChecklistItem(@Asking() caller: Caller, @Input() input: TickChecklistItemInput) {
    const { itemId } = input;
    return this.incidents.send(caller, input, { type: 'TickChecklistItem', data: { itemId } });
  }

  @IncidentMutation('Says that an item of a checklist is not done after all.')
  untickChecklistItem(@Asking() caller: Caller, @Input() input: UntickChecklistItemInput) {
    const { itemId, reason } = input;
    const data = { itemId, ...given({ reason }) };
    return this.incidents.send(caller, input, { type: 'UntickChecklistItem', data });
  }
}
