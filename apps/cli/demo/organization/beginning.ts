import type { Severity } from '#incident';
import type { Account } from './account.js';
import { alertName, alertStep } from './alerts.js';
import { MINUTE, iso } from './calendar.js';
import type { Crew } from './crew.js';
import { type IncidentPlan, isSerious } from './incident-plan.js';
import { policies } from './policies.js';
import { words } from './words.js';

/** How it is declared, and who takes it up. */
export function beginning(plan: IncidentPlan, crew: Crew, account: Account): void {
  declare(plan, crew, account);
  if (isSerious(plan)) command(plan, crew, account);
  else takeUp(plan, crew, account);
  const { chance, fate, service, times, trouble } = plan;
  if (hasAlert(plan)) {
    account.beside(alertStep(plan, 'ACKNOWLEDGED', times.acknowledged));
    account.beside(alertStep(plan, 'RESOLVED', times.mitigated + 4 * MINUTE));
  }
  if (fate === 'RESTRICTED') {
    const input = {
      visibility: 'RESTRICTED',
      addMembers: [crew.onCall, crew.lead],
      reason: words.restricted,
    };
    account.tell('changeVisibility', times.acknowledged + MINUTE, input, { by: crew.onCall });
  }
  if (chance.of('tags').happens(0.15)) {
    const input = { tags: [trouble.name, service.team] };
    account.tell('changeDetails', times.acknowledged + 6 * MINUTE, input, { by: crew.onCall });
  }
}

/** Whether an alert told of it. */
export const hasAlert = ({ detectedBy, fate }: IncidentPlan): boolean =>
  detectedBy === 'MONITORING' && fate !== 'DRILL';

function declare(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { chance, detectedBy, fate, service, severity, times, trouble } = plan;
  const drill = fate === 'DRILL';
  const input = {
    title: `${drill ? 'Exercise: ' : ''}${titleOf(plan)}`,
    summary: trouble.symptom,
    severity: declaredAs(plan),
    services: affected(plan),
    detectedBy,
    detectedAt: iso(times.detected),
    ...(chance.of('impact').happens(0.8) && { impactStartedAt: iso(times.started) }),
    drill,
    security: trouble.category === 'SECURITY',
    tags: [service.team, ...(plan.deployment ? ['change'] : [])],
  };
  const by =
    detectedBy === 'MONITORING' ? {} : { by: detectedBy === 'CUSTOMER' ? crew.businessLead : crew.onCall };
  const late = hasAlert(plan) && chance.of('alert').happens(0.12);
  const alerts = hasAlert(plan) && !late ? { ids: { alerts: [alertName(plan)] } } : {};
  if (late)
    account.tell(
      'attachAlert',
      times.acknowledged + MINUTE,
      {},
      {
        by: crew.onCall,
        ids: { alertId: alertName(plan) },
      },
    );
  account.declare(times.declared, input, { ...by, ...alerts }, itemsOf(declaredAs(plan)));
  if (declaredAs(plan) !== severity) {
    const reason = chance.of('severity').pick(severity > declaredAs(plan) ? words.lowered : words.raised);
    const at = times.acknowledged + 3 * MINUTE;
    account.tell('changeSeverity', at, { severity, reason }, { by: crew.onCall });
  }
}

export const titleOf = ({ service, trouble }: Pick<IncidentPlan, 'service' | 'trouble'>): string =>
  trouble.title.replace('{function}', service.function);

/** At first it may have been taken for better or worse than it was. */
function declaredAs({ chance, severity }: IncidentPlan) {
  const draw = chance.of('declared-as').fraction();
  if (severity === 'P0') return draw < 0.6 ? 'P1' : 'P0';
  if (draw > 0.14) return severity;
  return ({ P1: 'P2', P2: draw < 0.05 ? 'P1' : 'P3', P3: 'P2' } as const)[severity];
}

function affected({ chance, fate, service, trouble }: IncidentPlan): readonly string[] {
  const other = chance.of('services').pick(trouble.services);
  const wide = fate !== 'DRILL' && other !== service.name && chance.of('wide').happens(0.2);
  return wide ? [service.name, other] : [service.name];
}

/** How many items the checklists have that come with a severity. */
function itemsOf(severity: Severity): number {
  const checklists = policies.find((policy) => policy.severity === severity)?.checklists ?? [];
  return checklists.flatMap(({ items }) => items).length;
}

const couriers = {
  name: 'Couriers',
  items: ['Send the printed list to the depots', 'Tell couriers when it is over'],
};

/** A commander, who acknowledges it by that, names the others. */
function command(plan: IncidentPlan, { commander, ...crew }: Crew, account: Account): void {
  const { chance, name, severity, times } = plan;
  const at = (minutes: number) => times.acknowledged + minutes * MINUTE;
  const assign = (role: string, person: string, minutes: number) => {
    account.tell('assignRole', at(minutes), { role, person }, { by: commander });
  };
  assign('INCIDENT_COMMANDER', commander, 0);
  assign('TECHNICAL_LEAD', crew.lead, 2);
  assign('BUSINESS_LEAD', crew.businessLead, 4);
  if (severity === 'P0') assign('SCRIBE', crew.scribe, 5);
  account.tell('joinIncident', at(1), {}, { by: crew.onCall });
  if (chance.of('leaves').happens(0.4))
    account.tell('leaveIncident', times.resolved + MINUTE, {}, { by: crew.onCall });
  if (chance.of('checklist').happens(0.2))
    account.tell('attachChecklist', at(7), couriers, { by: commander });
  const place = name.replace('/', '-');
  const room = { kind: 'WAR_ROOM', url: `https://meet.tidewick.example/${place}`, title: 'War room' };
  account.tell('addLink', at(1), room, { by: commander });
  const items = itemsOf(declaredAs(plan));
  for (let item = 0; item < items; item += 1)
    if (chance.of(`item-${item}`).happens(0.8))
      account.tell(
        'tickChecklistItem',
        at(5 + 4 * item),
        {},
        {
          by: commander,
          ids: { itemId: account.part(`item/${item}`) },
        },
      );
}

function takeUp({ chance, severity, times }: IncidentPlan, { lead, onCall }: Crew, account: Account): void {
  account.tell('acknowledgeIncident', times.acknowledged, {}, { by: onCall });
  if (severity === 'P3' || chance.of('roles').happens(0.5)) return;
  const role = { role: 'TECHNICAL_LEAD', person: lead };
  account.tell('assignRole', times.acknowledged + 10 * MINUTE, role, { by: onCall });
}
