import { describe, expect, it } from '@jest/globals';
import type { ImpactLevel } from '#incident';
import type { ImpactFacts, IncidentFacts, ServiceFacts } from './facts.js';
import type { MetricsQuestion } from './question.js';
import { asking } from './testing/asking.js';
import { hour, incident } from './testing/facts.js';

const ask = asking('availability');

/** Impact on checkout from one hour to another, or from one on. */
const impact = (
  level: ImpactLevel,
  from: number,
  until: number | null,
  known: Partial<ImpactFacts> = {},
): ImpactFacts => ({
  id: `${level} ${from}`,
  service: 'checkout',
  level,
  from: hour(from),
  until: until === null ? null : hour(until),
  ...known,
});
const major = (from: number, until: number | null) => impact('MAJOR_OUTAGE', from, until);
const partial = (from: number, until: number | null) => impact('PARTIAL_OUTAGE', from, until);
const suffering = (...impacts: ImpactFacts[]) => incident({ impacts });
const ten = { window: { from: hour(0), to: hour(10) } };
const of = (incidents: readonly IncidentFacts[], question: Partial<MetricsQuestion> = ten) =>
  ask(incidents, question).services.find(({ service }) => service === 'checkout');
const service = (name: string, known: Partial<ServiceFacts> = {}): ServiceFacts => ({
  name,
  team: null,
  availabilityTarget: null,
  retiredAt: null,
  ...known,
});

describe('availability', () => {
  it('is the window without the major outages and half of the partial ones', () => {
    // 1 h of major and 2 h of partial outage in 10 h: 1 − (1 + ½ × 2) ÷ 10 = 0.8
    expect(of([suffering(major(1, 2), partial(4, 6))])).toMatchObject({
      value: 0.8,
      windowSeconds: 36_000,
      majorOutageSeconds: 3600,
      partialOutageSeconds: 7200,
      downSeconds: 7200,
    });
  });

  it('is nothing where outages fill the window, whatever fractions of a second each of them took', () => {
    const at = (millisecond: number) => new Date(Date.parse(hour(0)) + millisecond).toISOString();
    // In seconds, 0.1 + 0.7 + 0.1 + 0.1 is less than 1 in binary.
    const edges = [0, 100, 800, 900, 1000];
    const impacts = edges
      .slice(1)
      .map((end, index) => ({ ...major(index, null), from: at(edges[index] ?? 0), until: at(end) }));
    const whole = of([suffering(...impacts)], { window: { from: at(0), to: at(1000) } });
    expect(whole).toMatchObject({ value: 0, downSeconds: 1, errorBudgetLeftSeconds: -0.998 });
  });

  it('counts an instant once where outages of several incidents overlap or contain each other', () => {
    // Major: 1 to 4 and 3 to 5 are 1 to 5; 2 to 3 lies within. 4 h, and 6 to 7 more: 5 h.
    const incidents = [
      suffering(major(1, 4)),
      incident({ id: 'b', impacts: [major(3, 5), major(6, 7)] }),
      incident({ id: 'c', impacts: [major(2, 3)] }),
    ];
    expect(of(incidents)).toMatchObject({ value: 0.5, majorOutageSeconds: 5 * 3600 });
    expect(
      ask(incidents, ten).contributions.map((one) => [
        one.incidentId,
        one.seconds / 3600,
        one.countedSeconds / 3600,
      ]),
    ).toEqual([
      ['incident', 3, 3],
      ['c', 1, 0],
      ['b', 2, 1],
      ['b', 1, 1],
    ]);
  });

  it('counts a partial outage only where no major one covers it', () => {
    // Partial 0 to 8, less major 2 to 3 and 5 to 6, is 6 h; major is 2 h: 1 − (2 + 3) ÷ 10 = 0.5
    expect(of([suffering(partial(0, 8), major(2, 3), major(5, 6))])).toMatchObject({
      value: 0.5,
      majorOutageSeconds: 2 * 3600,
      partialOutageSeconds: 6 * 3600,
    });
    // A partial one inside of a major one adds nothing.
    expect(of([suffering(major(1, 5), partial(2, 3))])).toMatchObject({
      value: 0.6,
      partialOutageSeconds: 0,
    });
  });

  it('counts the same window in two incidents once, for one of them', () => {
    const incidents = [suffering(major(1, 2)), incident({ id: 'same', impacts: [major(1, 2)] })];
    expect(of(incidents)).toMatchObject({ value: 0.9 });
    const counted = ask(incidents, ten).contributions.map(({ countedSeconds }) => countedSeconds);
    expect(counted.toSorted((one, other) => one - other)).toEqual([0, 3600]);
  });

  it('counts overlapping outages for the one that began first, also where both began before the window', () => {
    // Of the window's first 5 h the earlier one takes 1 h, and the later one what is left.
    const incidents = [suffering(major(-5, 5)), incident({ id: 'earlier', impacts: [major(-10, 1)] })];
    expect(
      ask(incidents, ten).contributions.map((one) => [one.incidentId, one.countedSeconds / 3600]),
    ).toEqual([
      ['earlier', 1],
      ['incident', 4],
    ]);
  });

  it('cuts what goes beyond the window, and lasts until now what goes on', () => {
    expect(of([suffering(major(-5, 1), partial(8, 50))])).toMatchObject({
      majorOutageSeconds: 3600,
      partialOutageSeconds: 2 * 3600,
    });
    expect(ask([suffering(major(-5, 0), major(10, 11))], ten)).toMatchObject({
      services: [],
      contributions: [],
    });
    // It is 100 h: 4 h of 10 h so far, of a window of 100 h.
    const window = { from: hour(90), to: hour(190) };
    expect(of([suffering(major(96, null))], { window })).toMatchObject({
      value: 0.6,
      windowSeconds: 36_000,
      downSeconds: 4 * 3600,
      errorBudgetSeconds: 720,
    });
  });

  it('is not lessened by degradation, which is listed as left out', () => {
    const answer = ask([suffering(impact('DEGRADED', 1, 5))], ten);
    expect(answer.services).toMatchObject([{ service: 'checkout', value: 1, downSeconds: 0 }]);
    expect(answer.excluded).toEqual([{ reason: 'NO_OUTAGE', count: 1 }]);
    expect(answer.contributions).toMatchObject([{ seconds: 4 * 3600, countedSeconds: 0 }]);
  });

  it('is not lessened by drills, cancelled and merged incidents', () => {
    const incidents = [
      incident({ id: 'a', drill: true, impacts: [major(1, 2)] }),
      incident({ id: 'b', status: 'MERGED', impacts: [major(1, 2)] }),
    ];
    expect(of(incidents)).toMatchObject({ value: 1 });
    expect(ask(incidents, ten).excluded).toEqual([
      { reason: 'DRILL', count: 1 },
      { reason: 'MERGED', count: 1 },
    ]);
    expect(of(incidents, { ...ten, filter: { include: ['MERGED'] } })).toMatchObject({ value: 0.9 });
  });

  it('is of each service by itself, those in use that nothing befell included', () => {
    const services = [service('search'), service('old', { retiredAt: hour(0) }), service('checkout')];
    const hurt = suffering(major(1, 2), impact('MAJOR_OUTAGE', 1, 3, { service: 'mail' }));
    const values = (question: Partial<MetricsQuestion>) =>
      ask([hurt], question, { services }).services.map(({ service, value }) => [service, value]);
    expect(values(ten)).toEqual([
      ['checkout', 0.9],
      ['mail', 0.8],
      ['search', 1],
    ]);
    expect(values({ ...ten, filter: { services: ['mail', 'search'] } })).toEqual([
      ['mail', 0.8],
      ['search', 1],
    ]);
  });

  it('has no value in a window without a start or without time', () => {
    expect(of([suffering(major(1, 2))], {})).toMatchObject({
      value: null,
      windowSeconds: null,
      downSeconds: 3600,
      errorBudgetSeconds: null,
      metTarget: null,
    });
    const services = [service('checkout')];
    const never = { window: { from: hour(1), to: hour(1) } };
    expect(ask([], never, { services }).services).toMatchObject([{ value: null, windowSeconds: 0 }]);
    const future = { window: { from: hour(200), to: hour(210) } };
    expect(ask([], future, { services }).services).toMatchObject([{ value: null, errorBudgetSeconds: 72 }]);
  });
});

describe('the error budget', () => {
  // 100 h.
  const window = { from: hour(0), to: hour(100) };

  it('is what the target leaves: 99.8 % unless the service says otherwise', () => {
    // 0.2 % of 360,000 s are 720 s. 6 min of outage leave 360 s, a half.
    expect(of([suffering(major(1, 1.1))], { window })).toMatchObject({
      target: 0.998,
      metTarget: true,
      errorBudgetSeconds: 720,
      errorBudgetLeftSeconds: 360,
      errorBudgetLeft: 0.5,
    });
  });

  it('is that of the target of the service, and may be overspent', () => {
    // 0.1 % are 360 s; 18 min of partial outage are 540 s.
    const services = [service('checkout', { availabilityTarget: 0.999 })];
    expect(ask([suffering(partial(1, 1.3))], { window }, { services }).services).toMatchObject([
      {
        target: 0.999,
        metTarget: false,
        errorBudgetSeconds: 360,
        errorBudgetLeftSeconds: -180,
        errorBudgetLeft: -0.5,
      },
    ]);
  });

  it('is used up by half of a partial outage, to the half of a millisecond', () => {
    const until = new Date(Date.parse(hour(1)) + 1).toISOString();
    expect(of([suffering({ ...partial(1, null), until })], { window })).toMatchObject({
      downSeconds: 0.0005,
      errorBudgetSeconds: 720,
      errorBudgetLeftSeconds: 719.9995,
    });
  });

  it('is met by what leaves nothing of it', () => {
    const services = [service('checkout', { availabilityTarget: 0.93 })];
    expect(ask([suffering(major(1, 8))], { window }, { services }).services).toMatchObject([
      { metTarget: true, errorBudgetLeftSeconds: 0, errorBudgetLeft: 0 },
    ]);
  });

  it('has no share left where there is none to begin with', () => {
    const services = [service('checkout', { availabilityTarget: 1 })];
    expect(ask([], { window }, { services }).services).toMatchObject([
      { metTarget: true, errorBudgetSeconds: 0, errorBudgetLeftSeconds: 0, errorBudgetLeft: null },
    ]);
  });
});
