import { HOUR, SECOND, iso, timeIn, trade, wholeSecond } from './calendar.js';
import type { Chance } from './chance.js';
import type { IncidentPlan } from './incident-plan.js';
import { demoServices } from './services.js';
import type { Lane, OrganizationStep } from './step.js';

type Status = 'FIRING' | 'ACKNOWLEDGED' | 'RESOLVED';

export const alertName = ({ name }: Pick<IncidentPlan, 'name'>): string => `alert/${name}`;

/** What monitoring says of the alert of an incident. */
export function alertStep(plan: IncidentPlan, status: Status, at = plan.times.detected): OrganizationStep {
  const { service, severity, times, trouble } = plan;
  return {
    key: `${alertName(plan)}/${status}`,
    mutation: 'recordAlert',
    input: {
      source: 'prometheus',
      key: `${trouble.name}/${service.name}`,
      title: trouble.alert ?? trouble.symptom,
      service: service.name,
      sourceSeverity: severity === 'P3' ? 'warning' : 'critical',
      severity,
      labels: { team: service.team, trouble: trouble.name },
      links: [{ title: 'Dashboard', url: `https://graphs.tidewick.example/${service.name}` }],
      startsAt: iso(times.detected),
      status,
    },
    occurredAt: iso(wholeSecond(at)),
    ...(status === 'FIRING' && { makes: { [alertName(plan)]: { kind: 'alert' } } }),
  };
}

/** Alerts of which nobody made an incident, some of them still firing at the end. */
export function noise(count: number, from: number, until: number, chance: Chance): readonly Lane[] {
  return Array.from({ length: count }, (_, n) => {
    const own = chance.of(n);
    const recent = n < 3;
    const startsAt = recent ? until - (n + 1) * HOUR : timeIn(from, until, trade, own);
    const service = own.pick(demoServices);
    const report = (status: Status, at: number): OrganizationStep => ({
      key: `alert/noise/${n}/${status}`,
      mutation: 'recordAlert',
      input: {
        source: own.of('source').pick(['prometheus', 'uptime-probe']),
        key: `noise-${n}`,
        title: own.of('title').pick(noises),
        service: service.name,
        sourceSeverity: 'warning',
        labels: { team: service.team },
        startsAt: iso(startsAt),
        status,
      },
      occurredAt: iso(at),
    });
    const over = startsAt + Math.round(own.around(9, 0.6) * 60) * SECOND;
    const ends = over < until && !recent;
    return [report('FIRING', startsAt), ...(ends ? [report('RESOLVED', over)] : [])];
  });
}

const noises = [
  'CPU above 80 % for 5 min',
  'One instance restarted',
  'Latency of the 99th percentile above 2 s',
  'A probe from one city failed twice',
  'Queue longer than usual',
];
