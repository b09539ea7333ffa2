import { QueryBus } from '@nestjs/cqrs';
import { Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { IncidentDocument } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { AlertType } from '../alert/alert.type.js';
import { KnownAlerts } from '../alert/known-alerts.js';
import { Input } from '../graphql/input.js';
import { Line, Text } from '../graphql/validators.js';
import { ReadFurther, ReadPast } from '../queries/read.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentType } from './incident.type.js';

@InputType()
class AttachAlertInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  alertId: string;
}

@InputType()
class DetachAlertInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  alertId: string;

  @Field()
  @Text(1000)
  reason: string;
}

@Resolver(() => IncidentType)
export class AlertMutations {
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly queries: QueryBus,
    private readonly known: KnownAlerts,
  ) {}

  @IncidentMutation('Says that an alert belongs to it.')
  async attachAlert(@Asking() caller: Caller, @Input() input: AttachAlertInput) {
    const { alertId } = input;
    const data = await this.known.mustHave(alertId);
    return this.incidents.send(caller, input, { type: 'AttachAlert', data }, { alertId });
  }

  @IncidentMutation('Says that an alert does not belong to it.')
  async detachAlert(@Asking() caller: Caller, @Input() input: DetachAlertInput) {
    const { alertId, reason } = input;
    const data = { ...(await this.known.named(alertId)), reason };
    return this.incidents.send(caller, input, { type: 'DetachAlert', data }, { alertId, reason });
  }

  @ResolveField(() => [AlertType], { description: 'The alerts that belong to it.' })
  alerts(@Parent() { alerts, asOf, position }: IncidentDocument) {
    if (asOf) return this.queries.execute(new ReadPast(asOf, (past) => past.alerts(alerts, asOf)));
    return this.queries.execute(
      new ReadFurther(
        (views) => alerts.map((id) => views.alerts.find(id)).filter((alert) => alert !== undefined),
        position,
      ),
    );
  }
}
