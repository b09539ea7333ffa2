import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Incident, acknowledgeBy } from '#incident';
import type { IncidentDocument } from '#views';
import { clockOf } from '../as-of/as-of.input.js';
import { DateTime } from '../graphql/scalars.js';
import { IncidentField, IncidentType } from './incident.type.js';

export abstract class AcknowledgementFields {
  @IncidentField(() => DateTime, {
    nullable: true,
    description: 'By when it was to be acknowledged, if nobody did by then.',
  })
  missedAcknowledgement: string | null;
}

@Resolver(() => IncidentType)
export class AcknowledgementResolver {
  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'By when somebody is to acknowledge it; null once that is done, or moot.',
  })
  acknowledgeBy(@Parent() incident: Incident): string | null {
    return acknowledgeBy(incident);
  }

  @ResolveField(() => Boolean, { description: 'Whether nobody has acknowledged it though that is due.' })
  acknowledgementOverdue(@Parent() incident: IncidentDocument): boolean {
    const due = acknowledgeBy(incident);
    return due !== null && Date.parse(due) < Date.parse(clockOf(incident.asOf));
  }
}
