import { Field, InputType, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { Visibility } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { memberIds, plainId } from '../graphql/plain-id.js';
import { Lines, Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField, VisibilityEnum } from './incident.type.js';

export abstract class VisibilityFields {
  @IncidentField(() => [String], {
    description:
      'Who may see it while it is restricted, beside keys with the scope restricted: ids of keys and of persons.',
  })
  members: readonly string[];
}

@InputType({ description: 'What is left out stays as it is.' })
class ChangeVisibilityInput extends IncidentInput {
  @Field(() => VisibilityEnum, { nullable: true })
  visibility?: Visibility | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Ids of keys, or of persons as their credentials name them. Names count for nothing.',
  })
  @IsOptional()
  @Lines(100)
  addMembers?: string[] | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @Lines(100)
  removeMembers?: string[] | null;

  @Field()
  @Text(1000)
  reason: string;
}

@Resolver()
export class VisibilityMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Says who may see it: the organization, or its members alone; and who is a member.')
  changeVisibility(@Asking() caller: Caller, @Input() input: ChangeVisibilityInput) {
    const { reason, visibility: to } = input;
    const addMembers = input.addMembers && memberIds(input.addMembers);
    const removeMembers = input.removeMembers?.map(plainId);
    return this.incidents.send(caller, input, {
      type: 'ChangeVisibility',
      data: { reason, ...given({ to, addMembers, removeMembers }) },
    });
  }
}
