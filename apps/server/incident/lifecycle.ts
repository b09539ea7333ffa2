import { Field, InputType, Resolver } from '@nestjs/graphql';
import { Asking, type Caller } from '../access/caller.js';
import { Input } from '../graphql/input.js';
import { OptionalText, Text } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

export abstract class LifecycleFields {
  @IncidentField(() => String, { nullable: true, description: 'How it was resolved; null while open.' })
  resolution: string | null;

  @IncidentField(() => String, { nullable: true })
  cancellationReason: string | null;
}

@InputType()
class AcknowledgeIncidentInput extends IncidentInput {}

@InputType()
class MitigateIncidentInput extends IncidentInput {
  @Field({ description: 'What took the effect off the users.' })
  @Text()
  summary: string;
}

@InputType()
class ResolveIncidentInput extends IncidentInput {
  @Field({ description: 'What resolved it.' })
  @Text()
  resolution: string;
}

@InputType()
class ReopenIncidentInput extends IncidentInput {
  @Field()
  @Text()
  reason: string;
}

@InputType()
class CloseIncidentInput extends IncidentInput {
  @Field(() => String, { nullable: true })
  @OptionalText()
  summary?: string | null;
}

@InputType()
class CancelIncidentInput extends IncidentInput {
  @Field({ description: 'A false alarm, a duplicate, declared in error…' })
  @Text()
  reason: string;
}

@Resolver()
export class LifecycleMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Says that somebody is on it.')
  acknowledgeIncident(@Asking() caller: Caller, @Input() input: AcknowledgeIncidentInput) {
    return this.incidents.send(caller, input, { type: 'AcknowledgeIncident', data: {} });
  }

  @IncidentMutation('Says that users no longer suffer, though the cause may remain.')
  mitigateIncident(@Asking() caller: Caller, @Input() input: MitigateIncidentInput) {
    return this.incidents.send(caller, input, { type: 'MitigateIncident', data: { summary: input.summary } });
  }

  @IncidentMutation('Says that it is over.')
  resolveIncident(@Asking() caller: Caller, @Input() input: ResolveIncidentInput) {
    return this.incidents.send(caller, input, {
      type: 'ResolveIncident',
      data: { resolution: input.resolution },
    });
  }

  @IncidentMutation('Takes up again what was mitigated, resolved or closed.')
  reopenIncident(@Asking() caller: Caller, @Input() input: ReopenIncidentInput) {
    return this.incidents.send(caller, input, { type: 'ReopenIncident', data: { reason: input.reason } });
  }

  @IncidentMutation('Ends the work on a resolved incident.')
  closeIncident(@Asking() caller: Caller, @Input() input: CloseIncidentInput) {
    const data = input.summary == null ? {} : { summary: input.summary };
    return this.incidents.send(caller, input, { type: 'CloseIncident', data });
  }

  @IncidentMutation('Ends it as never having been one.')
  cancelIncident(@Asking() caller: Caller, @Input() input: CancelIncidentInput) {
    return this.incidents.send(caller, input, { type: 'CancelIncident', data: { reason: input.reason } });
  }
}
