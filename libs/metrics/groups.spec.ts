import { describe, expect, it } from '@jest/globals';
import type { IncidentFacts } from './facts.js';
import { measure } from './metrics.js';
import { hour, resolved } from './testing/facts.js';

/** Which services have a group of their own, of a stretch of time with this incident. */
const servicesIn = (from: number, to: number, incident: IncidentFacts) =>
  measure(
    { incidents: [incident], deployments: [] },
    { now: hour(1000), groupBy: 'SERVICE', window: { from: hour(from), to: hour(to) } },
  ).groups?.map(({ key }) => key);

describe('a service that is not in the catalog has a group where something happened to it', () => {
  it('also by an incident that does not name it', () => {
    const impact = { id: 'i', service: 'fax', level: 'MAJOR_OUTAGE', from: hour(1), until: hour(2) } as const;
    const elsewhere = resolved('a', 0, 3, { services: ['checkout'], impacts: [impact] });
    expect(servicesIn(0, 3, elsewhere)).toEqual(['checkout', 'fax']);
    expect(servicesIn(2, 3, elsewhere)).toEqual(['checkout']);
  });

  it('also after the incident was closed', () => {
    const postmortem = { dueAt: hour(50), firstDueAt: hour(50), waived: false };
    const closed = resolved('a', 0, 3, { services: ['fax'], status: 'CLOSED', postmortem });
    expect(servicesIn(49, 51, closed)).toEqual(['fax']);
    expect(servicesIn(51, 60, closed)).toEqual([]);
  });
});
