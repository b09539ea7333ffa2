import { Field, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { Participant } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { OptionalLine } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

@ObjectType('Participant')
class ParticipantType implements Participant {
  @Field()
  person: string;

  @Field(() => DateTime)
  joinedAt: string;
}

export abstract class ParticipantsFields {
  @IncidentField(() => [ParticipantType], {
    description: 'Who is in on the response, with a role or without.',
  })
  participants: readonly Participant[];
}

@InputType()
class JoinIncidentInput extends IncidentInput {
  @Field(() => String, { nullable: true, description: 'The one who acts, unless given.' })
  @OptionalLine()
  person?: string | null;
}

@InputType()
class LeaveIncidentInput extends JoinIncidentInput {}

@Resolver()
export class ParticipantMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Says that a person takes part in the response.')
  joinIncident(@Asking() caller: Caller, @Input() input: JoinIncidentInput) {
    return this.incidents.send(caller, input, {
      type: 'JoinIncident',
      data: given({ person: input.person }),
    });
  }

  @IncidentMutation('Says that a person no longer takes part.')
  leaveIncident(@Asking() caller: Caller, @Input() input: LeaveIncidentInput) {
    return this.incidents.send(caller, input, {
      type: 'LeaveIncident',
      data: given({ person: input.person }),
    });
  }
}
