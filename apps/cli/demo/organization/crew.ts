import type { IncidentPlan } from './incident-plan.js';
import { businessLeads, commanders, engineers, scribes } from './people.js';

/** Who works on an incident. */
export interface Crew {
  readonly onCall: string;
  readonly commander: string;
  readonly nextCommander: string;
  readonly lead: string;
  readonly businessLead: string;
  readonly scribe: string;
}

export function crewOf({ chance, service }: Pick<IncidentPlan, 'chance' | 'service'>): Crew {
  const own = chance.of('crew');
  const [onCall = '', lead = onCall] = own.shuffled(engineers[service.team]);
  const [commander = onCall, nextCommander = onCall] = own.shuffled(commanders);
  return {
    onCall,
    lead,
    commander,
    nextCommander,
    businessLead: own.pick(businessLeads),
    scribe: own.pick(scribes),
  };
}
