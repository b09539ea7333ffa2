import { Field, InputType, Resolver } from '@nestjs/graphql';
import { termsOf } from '#catalog';
import type { Severity, SeverityPolicy } from '#incident';
import { Views } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { Input } from '../graphql/input.js';
import { Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField, SeverityEnum } from './incident.type.js';
import { IncidentPolicyType } from './policy.type.js';

export abstract class SeverityFields {
  @IncidentField(() => IncidentPolicyType)
  policy: SeverityPolicy;
}

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
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly views: Views,
  ) {}

  @IncidentMutation(
    'Says how bad it is now, and why. It is held to the policy of that severity as it stands.',
  )
  changeSeverity(@Asking() caller: Caller, @Input() input: ChangeSeverityInput) {
    const { severity: to, reason } = input;
    const terms = termsOf(this.views.policies.of(to));
    const command = { type: 'ChangeSeverity', data: { to, reason, ...terms } } as const;
    return this.incidents.send(caller, input, command, { to, reason });
  }
}
