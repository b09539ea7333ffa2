import { describe, expect, it } from '@jest/globals';
import { asking } from './testing/asking.js';
import { hour, incident } from './testing/facts.js';

const counted = asking('incidentCounts');

describe('the counts of incidents', () => {
  const incidents = [
    incident({ id: 'a', severity: 'P0', causeCategory: 'CAPACITY', detectedBy: 'CUSTOMER' }),
    incident({ id: 'b', severity: 'P0', causeCategory: 'CODE_CHANGE' }),
    incident({ id: 'c', severity: 'P2', detectedBy: 'EMPLOYEE' }),
    incident({ id: 'd', severity: 'P3', causeCategory: 'CAPACITY', detectedBy: 'CUSTOMER' }),
    incident({ id: 'drill', severity: 'P0', drill: true, detectedBy: 'CUSTOMER' }),
  ];

  it('are by severity, cause and detection, of every kind', () => {
    const answer = counted(incidents);
    expect(answer).toMatchObject({
      count: 4,
      excluded: [{ reason: 'DRILL', count: 1 }],
      rule: 'incidents/1',
    });
    expect(answer.bySeverity).toEqual([
      { severity: 'P0', count: 2 },
      { severity: 'P1', count: 0 },
      { severity: 'P2', count: 1 },
      { severity: 'P3', count: 1 },
    ]);
    expect(answer.byCause.filter(({ count }) => count > 0)).toEqual([
      { causeCategory: 'CODE_CHANGE', count: 1 },
      { causeCategory: 'CAPACITY', count: 2 },
      { causeCategory: null, count: 1 },
    ]);
    expect(answer.byDetection).toEqual([
      { detectedBy: 'MONITORING', count: 1 },
      { detectedBy: 'CUSTOMER', count: 2 },
      { detectedBy: 'EMPLOYEE', count: 1 },
      { detectedBy: 'PARTNER', count: 0 },
      { detectedBy: 'SECURITY_REPORT', count: 0 },
    ]);
  });

  it('say which share customers found first', () => {
    expect(counted(incidents).foundByCustomers).toEqual({ value: 1 / 2, numerator: 2, denominator: 4 });
    expect(counted([]).foundByCustomers).toEqual({ value: null, numerator: 0, denominator: 0 });
  });

  it('are of the incidents declared in the window', () => {
    const declared = [9.5, 10, 19.5, 20].map((at) =>
      incident({ id: `${at}`, milestones: { DECLARED: [hour(at)] } }),
    );
    expect(counted(declared, { window: { from: hour(10), to: hour(20) } }).count).toBe(2);
  });

  it('are of the severities and services asked for', () => {
    expect(counted(incidents, { filter: { severities: ['P0'] } }).count).toBe(2);
    expect(counted(incidents, { filter: { services: ['search'] } }).count).toBe(0);
  });
});
