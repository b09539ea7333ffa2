import { Account } from './account.js';
import { alertName, alertStep } from './alerts.js';
import { MINUTE, SECOND, iso, wholeSecond } from './calendar.js';
import type { Crew } from './crew.js';
import { titleOf } from './beginning.js';
import type { IncidentPlan } from './incident-plan.js';
import { words } from './words.js';

/** The alert that led to the second incident. */
export const duplicatePlan = (plan: IncidentPlan): IncidentPlan => ({
  ...plan,
  name: `${plan.name}-again`,
  times: { ...plan.times, detected: plan.times.declared + SECOND },
});

/** Customer care declares it a second time, and somebody merges the two. */
export function duplicate(plan: IncidentPlan, crew: Crew): Account {
  const again = duplicatePlan(plan);
  const { chance, service, severity, times, trouble } = plan;
  const own = chance.of('duplicate');
  const account = new Account(again.name);
  // It is merged before the first one is mitigated.
  const declared = times.acknowledged + 0.1 * (times.mitigated - times.acknowledged);
  const merged = Math.max(
    declared + SECOND,
    times.acknowledged + 0.4 * (times.mitigated - times.acknowledged),
  );
  const input = {
    title: `Customers call: ${titleOf(plan)}`,
    summary: trouble.symptom,
    severity: severity === 'P0' ? 'P1' : severity,
    services: [service.name],
    detectedBy: 'CUSTOMER',
    detectedAt: iso(wholeSecond(declared - MINUTE)),
  };
  account.declare(declared, input, { by: crew.businessLead, ids: { alerts: [alertName(again)] } }, 0);
  const reason = own.pick(words.duplicateReasons);
  account.tell('mergeIncident', merged, { reason }, { by: crew.onCall, ids: { into: plan.name } });
  account.beside(alertStep(again, 'RESOLVED', times.mitigated + 5 * MINUTE));
  return account;
}
