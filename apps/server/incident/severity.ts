import { Field, InputType, Resolver } from '@nestjs/graphql';
import type { Severity } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { Input } from '../graphql/input.js';
import { Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { SeverityEnum } from './incident.type.js';

@InputType()
class ChangeSeverityInput extends IncidentInput {
  @Field(() => SeverityEnum)
  severity: Severity;

  @Field()
  @Text()
  reason: string;
}

@Resolver()
export class SeverityMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Says how bad it is now, and why.')
  changeSeverity(@Asking() caller: Caller, @Input() input: ChangeSeverityInput) {
    const { severity: to, reason } = input;
    return this.incidents.send(caller, input, { type: 'ChangeSeverity', data: { to, reason } });
  }
}
