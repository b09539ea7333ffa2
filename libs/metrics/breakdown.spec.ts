import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Facts, IncidentFacts, ServiceFacts } from './facts.js';
import { InvalidQuestion } from './invalid-question.js';
import { MOST_CELLS, measure } from './metrics.js';
import type { Numbers } from './numbers.js';
import type { MetricsQuestion } from './question.js';
import { anyBreakdown, anyFacts } from './testing/anything.js';
import { deployment, hour, resolved } from './testing/facts.js';

const ask = (facts: Partial<Facts>, question: Partial<MetricsQuestion>) =>
  measure({ incidents: [], deployments: [], ...facts }, { now: hour(1000), ...question });

/** The numbers alone, without what they are about. */
function bare(answer: Numbers): object {
  const about = ['window', 'filter', 'series', 'groups', 'from', 'to', 'key', 'definition'];
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !about.includes(name)));
}

describe('a series', () => {
  const week = { from: hour(0), to: hour(7 * 24) };

  it('has a bucket for each day, also for those without anything, whose values are null', () => {
    const incidents = [resolved('a', 0, 2), resolved('b', 23, 25), resolved('c', 20, 44)];
    const { series } = ask({ incidents }, { window: week, interval: 'DAY' });
    expect(series?.map(({ timeToResolve }) => timeToResolve.count)).toEqual([1, 2, 0, 0, 0, 0, 0]);
    // Tuesday: 2 h and 24 h
    expect(series?.map(({ timeToResolve }) => timeToResolve.meanSeconds)).toEqual([
      7200,
      46_800,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(series?.[1]).toMatchObject({ from: hour(24), to: hour(48) });
  });

  it('has the days of the time zone, which decide where an incident of the night belongs', () => {
    // Resolved on Monday at 23:30 UTC, which is Tuesday in Berlin.
    const incidents = [resolved('a', 20, 23.5)];
    const window = { from: '2026-11-01T23:00:00Z', to: '2026-11-03T23:00:00Z' };
    const inBerlin = ask({ incidents }, { window, interval: 'DAY', timeZone: 'Europe/Berlin' }).series;
    expect(inBerlin?.map(({ timeToResolve }) => timeToResolve.count)).toEqual([0, 1]);
    const inUtc = ask({ incidents }, { window, interval: 'DAY' }).series;
    expect(inUtc?.map(({ timeToResolve }) => timeToResolve.count)).toEqual([0, 1, 0]);
  });

  it('divides by the 23 or 25 hours that a day has', () => {
    // Germany, 29 March 2026; one deployment a day.
    const deployments = [10, 34].map((at) =>
      deployment(`at ${at}`, 0, {
        finishedAt: new Date(Date.parse('2026-03-28T00:00Z') + at * 3.6e6).toISOString(),
      }),
    );
    const window = { from: '2026-03-27T23:00:00Z', to: '2026-03-29T22:00:00Z' };
    const { series } = ask({ deployments }, { window, interval: 'DAY', timeZone: 'Europe/Berlin' });
    expect(
      series?.map(({ deploymentFrequency: { numerator, denominator } }) => [numerator, denominator]),
    ).toEqual([
      [1, 1],
      [1, 23 / 24],
    ]);
  });

  it('shows an incident that is open as pending in each bucket in which it ran', () => {
    const open = resolved('a', 30, 0, { status: 'ACKNOWLEDGED', milestones: { DECLARED: [hour(30)] } });
    const { series } = ask({ incidents: [open] }, { window: week, interval: 'DAY', now: hour(80) });
    expect(series?.map(({ timeToResolve }) => timeToResolve.excluded)).toEqual([
      [],
      ...Array.from({ length: 3 }, () => [{ reason: 'PENDING', count: 1 }]),
      [],
      [],
      [],
    ]);
  });

  it('lasts until now where the window has no end, and needs a start', () => {
    const question = { interval: 'DAY', now: hour(50) } as const;
    expect(ask({}, { ...question, window: { from: hour(0) } }).series).toHaveLength(3);
    expect(() => ask({}, { ...question, window: { to: hour(50) } })).toThrow(InvalidQuestion);
  });

  it('is refused in a time zone that does not exist, and with too many buckets', () => {
    expect(() => ask({}, { timeZone: 'Mars/Olympus' })).toThrow(/IANA name/);
    const years = { from: hour(0), to: hour(24 * 365 * 5) };
    expect(() => ask({}, { window: years, interval: 'HOUR' })).toThrow(`over ${MOST_CELLS} buckets`);
    expect(() => ask({}, { window: years, interval: 'WEEK', groupBy: 'SEVERITY' })).toThrow('1044 answers');
  });

  it('has, in each bucket, the numbers of a question about that window alone', () => {
    fc.assert(
      fc.property(anyFacts, anyBreakdown, (facts, question) => {
        const asked = { ...question, interval: question.interval ?? 'DAY' };
        for (const bucket of measure(facts, asked).series ?? []) {
          const window = { from: bucket.from, to: bucket.to };
          expect(bare(bucket)).toEqual(bare(measure(facts, { ...question, window })));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('groups', () => {
  const service = (name: string, team: string | null, retiredAt: string | null = null): ServiceFacts => ({
    name,
    team,
    availabilityTarget: null,
    retiredAt,
  });
  const services = [service('checkout', 'shop'), service('search', 'find'), service('cart', 'shop')];
  const incidents = [
    resolved('a', 0, 1, { severity: 'P0', detectedBy: 'CUSTOMER', causeCategory: 'CAPACITY' }),
    resolved('both', 0, 2, { services: ['checkout', 'search'] }),
    resolved('none', 0, 4, { services: [] }),
    resolved('unknown', 0, 8, { services: ['printer'] }),
  ];
  const counts = (question: Partial<MetricsQuestion>, known: Partial<Facts> = {}) =>
    ask({ incidents, services, ...known }, question).groups?.map(({ key, timeToResolve }) => [
      key,
      timeToResolve.count,
    ]);

  it('by severity are all severities, or those asked for', () => {
    expect(counts({ groupBy: 'SEVERITY' })).toEqual([
      ['P0', 1],
      ['P1', 3],
      ['P2', 0],
      ['P3', 0],
    ]);
    expect(counts({ groupBy: 'SEVERITY', filter: { severities: ['P1'] } })).toEqual([['P1', 3]]);
  });

  it('by service are those in use, what else occurs, and what touches none; who touches two counts in both', () => {
    expect(counts({ groupBy: 'SERVICE' })).toEqual([
      ['cart', 0],
      ['checkout', 2],
      ['printer', 1],
      ['search', 1],
      [null, 1],
    ]);
  });

  it('by service are those asked for alone', () => {
    expect(counts({ groupBy: 'SERVICE', filter: { services: ['search'] } })).toEqual([['search', 1]]);
  });

  it('by service know a retired one where something happened to it', () => {
    const retired = [service('checkout', null, hour(9)), service('fax', null, hour(9))];
    expect(counts({ groupBy: 'SERVICE' }, { services: retired })?.map(([key]) => key)).toEqual([
      'checkout',
      'printer',
      'search',
      null,
    ]);
  });

  it('by team count an incident once for each team, however many of its services it touches', () => {
    const wide = resolved('wide', 0, 1, { services: ['checkout', 'cart'] });
    expect(counts({ groupBy: 'TEAM' }, { incidents: [...incidents, wide] })).toEqual([
      ['find', 1],
      ['shop', 3],
      [null, 2],
    ]);
  });

  it('by cause and by how it was noticed are all that there are', () => {
    const byCause = counts({ groupBy: 'CAUSE' });
    expect(byCause).toContainEqual(['CAPACITY', 1]);
    expect(byCause?.at(-1)).toEqual([null, 3]);
    expect(counts({ groupBy: 'DETECTION' })).toContainEqual(['CUSTOMER', 1]);
  });

  it('have deployments by service, which an incident elsewhere may still blame', () => {
    const deployments = [deployment('d', 0), deployment('e', 0, { service: 'search' })];
    const elsewhere: IncidentFacts = resolved('x', 1, 2, { services: ['mail'], blamedDeployments: ['d'] });
    const rates = (groupBy: 'SERVICE' | 'SEVERITY') =>
      ask({ incidents: [elsewhere], deployments }, { groupBy }).groups?.map(({ key, changeFailureRate }) => [
        key,
        changeFailureRate.value,
      ]);
    expect(rates('SERVICE')).toEqual([
      ['checkout', 1],
      ['mail', null],
      ['search', 0],
    ]);
    // Every severity has both deployments; the incident of P1 blames one of them.
    expect(rates('SEVERITY')).toEqual([
      ['P0', 0],
      ['P1', 1 / 2],
      ['P2', 0],
      ['P3', 0],
    ]);
  });

  it('say what belongs to them', () => {
    const [group] = ask({ incidents, services }, { groupBy: 'SERVICE' }).groups ?? [];
    expect(group?.definition).toBe(
      'Incidents that touch cart, and its deployments. What touches several counts in the group of each.',
    );
  });

  it('have series of their own', () => {
    const window = { from: hour(0), to: hour(48) };
    const [group] = ask({ incidents }, { groupBy: 'SEVERITY', interval: 'DAY', window }).groups ?? [];
    expect(group?.series?.map(({ timeToResolve }) => timeToResolve.count)).toEqual([1, 0]);
  });

  it('have the numbers of a question about what belongs to them alone', () => {
    fc.assert(
      fc.property(anyFacts, anyBreakdown, (facts, { interval: _, ...question }) => {
        const { filter } = question;
        for (const group of measure(facts, { ...question, groupBy: 'SEVERITY' }).groups ?? []) {
          const severities = (['P0', 'P1', 'P2', 'P3'] as const).filter((one) => one === group.key);
          expect(bare(group)).toEqual(
            bare(measure(facts, { ...question, groupBy: null, filter: { ...filter, severities } })),
          );
        }
        for (const group of measure(facts, { ...question, groupBy: 'SERVICE' }).groups ?? []) {
          if (group.key === null) continue;
          const services = [group.key];
          expect(bare(group)).toEqual(
            bare(measure(facts, { ...question, groupBy: null, filter: { ...filter, services } })),
          );
        }
        for (const group of measure(facts, { ...question, groupBy: 'TEAM' }).groups ?? []) {
          if (group.key === null) continue;
          const teams = [group.key];
          expect(bare(group)).toEqual(
            bare(measure(facts, { ...question, groupBy: null, filter: { ...filter, teams } })),
          );
        }
      }),
      { numRuns: 30 },
    );
  });
});
