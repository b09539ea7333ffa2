import { Field, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { Actor } from '#decider';
import { type Role, type RoleHolder, roleNames } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { given } from '../graphql/given.js';
import { Line, OptionalLine, OptionalText, Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

export const RoleEnum = enumOf('Role', roleNames, 'A part in the response that one person holds at a time.');

@ObjectType('RoleHolder')
class RoleHolderType implements RoleHolder {
  @Field(() => RoleEnum)
  role: Role;

  @Field()
  person: string;

  @Field(() => ActorType, { description: 'Who assigned the role, nominated its holder or handed it off.' })
  assignedBy: Actor;

  @Field(() => DateTime)
  since: string;
}

export abstract class RolesFields {
  @IncidentField(() => [RoleHolderType], { description: 'Who holds which role now.' })
  roles: readonly RoleHolder[];
}

@InputType()
class AssignRoleInput extends IncidentInput {
  @Field(() => RoleEnum)
  role: Role;

  @Field({ description: 'An e-mail address or id.' })
  @Line()
  person: string;
}

@InputType()
class HandOffRoleInput extends IncidentInput {
  @Field(() => RoleEnum)
  role: Role;

  @Field(() => String, {
    nullable: true,
    description: 'The holder; refused if that is somebody else by now.',
  })
  @OptionalLine()
  from?: string | null;

  @Field()
  @Line()
  to: string;

  @Field({ description: 'What the next holder must know.' })
  @Text()
  briefing: string;
}

@InputType()
class ReleaseRoleInput extends IncidentInput {
  @Field(() => RoleEnum)
  role: Role;

  @Field(() => String, {
    nullable: true,
    description: 'The holder; refused if that is somebody else by now.',
  })
  @OptionalLine()
  person?: string | null;

  @Field(() => String, { nullable: true })
  @OptionalText()
  reason?: string | null;
}

@Resolver()
export class RoleMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Gives a role that nobody holds to a person.')
  assignRole(@Asking() caller: Caller, @Input() input: AssignRoleInput) {
    const { person, role } = input;
    return this.incidents.send(caller, input, { type: 'AssignRole', data: { role, person } });
  }

  @IncidentMutation('Passes a role from its holder to another person, with a briefing.')
  handOffRole(@Asking() caller: Caller, @Input() input: HandOffRoleInput) {
    const { briefing, from, role, to } = input;
    return this.incidents.send(caller, input, {
      type: 'HandOffRole',
      data: { role, to, briefing, ...given({ from }) },
    });
  }

  @IncidentMutation('Ends the holding of a role.')
  releaseRole(@Asking() caller: Caller, @Input() input: ReleaseRoleInput) {
    const { person, reason, role } = input;
    return this.incidents.send(caller, input, {
      type: 'ReleaseRole',
      data: { role, ...given({ person, reason }) },
    });
  }
}
