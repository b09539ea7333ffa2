import type { Account } from './account.js';
import { MINUTE } from './calendar.js';
import type { Crew } from './crew.js';
import type { IncidentPlan } from './incident-plan.js';
import { words } from './words.js';

/** It was nothing. */
export function falseAlarm({ chance, times }: IncidentPlan, { onCall: by }: Crew, account: Account): void {
  const own = chance.of('false-alarm');
  const at = times.acknowledged + Math.max(15, own.around(20)) * MINUTE;
  account.tell('cancelIncident', at, { reason: own.pick(words.falseAlarms) }, { by });
}
