import type { Severity } from '#incident';
import { DAY, HOUR, MINUTE, SECOND } from './calendar.js';
import type { Chance } from './chance.js';
import type { Fate, IncidentPlan, Stage, Times } from './incident-plan.js';
import { plan } from './incidents.js';
import { otherTroubles } from './other-troubles.js';

/** An incident that is not over at the end. */
interface OpenIncident {
  readonly trouble: string;
  readonly severity: Severity;
  readonly fate?: Fate;
  /** Minutes before the end. */
  readonly started: number;
  readonly reaches: Stage;
}

const openIncidents: readonly OpenIncident[] = [
  { trouble: 'card-network', severity: 'P1', started: 2_000, reaches: 'resolved' },
  { trouble: 'database-failover', severity: 'P1', started: 300, reaches: 'acknowledged' },
  { trouble: 'evening-rush', severity: 'P2', started: 260, reaches: 'mitigated' },
  { trouble: 'password-guessing', severity: 'P2', fate: 'RESTRICTED', started: 190, reaches: 'identified' },
  { trouble: 'double-prices', severity: 'P3', started: 95, reaches: 'acknowledged' },
  { trouble: 'maps-quota', severity: 'P2', started: 22, reaches: 'declared' },
];

const stages: readonly (keyof Times)[] = [
  'started',
  'detected',
  'declared',
  'acknowledged',
  'identified',
  'mitigated',
  'resolved',
  'closed',
];

/** What people are at work on at the end, each at another stage. */
export const incidentsOpenAt = (until: number, chance: Chance): readonly IncidentPlan[] =>
  openIncidents.flatMap(({ fate = 'USUAL', reaches, severity, started, trouble: name }) =>
    otherTroubles
      .filter((trouble) => trouble.name === name)
      .map((trouble) => ({
        ...plan(
          `incident/open-${name}`,
          { severity, fate },
          trouble,
          until - started * MINUTE,
          chance.of(name),
        ),
        detectedBy: trouble.alert === undefined ? ('EMPLOYEE' as const) : ('MONITORING' as const),
        times: timesUpTo(reaches, until - started * MINUTE, until),
      })),
  );

/** The stages up to this one in the time that there was, the others after it. */
function timesUpTo(reached: Stage, started: number, until: number): Times {
  const early = 3;
  const last = stages.indexOf(reached);
  const rest = Math.max(1, last - early + 1);
  const at = (stage: keyof Times): number => {
    const place = stages.indexOf(stage);
    if (place > last) return until + (place - last) * (place === stages.length - 1 ? DAY : HOUR);
    if (place <= early) return started + place * 3 * MINUTE;
    const taken = (0.8 * (until - started) * (place - early)) / rest;
    return started + 9 * MINUTE + Math.floor(taken / SECOND) * SECOND;
  };
  return {
    started: at('started'),
    detected: at('detected'),
    declared: at('declared'),
    acknowledged: at('acknowledged'),
    identified: at('identified'),
    mitigated: at('mitigated'),
    resolved: at('resolved'),
    closed: at('closed'),
  };
}
