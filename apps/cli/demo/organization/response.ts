import { Account } from './account.js';
import { aftermath } from './aftermath.js';
import { beginning } from './beginning.js';
import { communication } from './communication.js';
import { corrections } from './corrections.js';
import { crewOf } from './crew.js';
import { duplicate } from './duplicate.js';
import { falseAlarm } from './false-alarm.js';
import type { IncidentPlan } from './incident-plan.js';
import { investigation } from './investigation.js';
import { remedy } from './remedy.js';
import type { Lane } from './step.js';

/** All that was done about an incident before this instant, with a duplicate where it has one. */
export function response(plan: IncidentPlan, until: number): Lane {
  const crew = crewOf(plan);
  const account = new Account(plan.name);
  beginning(plan, crew, account);
  if (plan.fate === 'FALSE_ALARM') {
    falseAlarm(plan, crew, account);
    return account.until(until);
  }
  for (const tell of [investigation, remedy, communication, aftermath, corrections])
    tell(plan, crew, account);
  const steps = account.until(until);
  if (plan.fate !== 'DUPLICATED') return steps;
  return [...steps, ...duplicate(plan, crew).until(until)].toSorted((one, other) =>
    one.occurredAt < other.occurredAt ? -1 : one.occurredAt > other.occurredAt ? 1 : 0,
  );
}
