import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate, send } from '../support/client.js';
import { command, declare, deploy } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

/** The week in which clocks go forward in Germany: from Monday 23 to Sunday 29 March 2026. */
const week = { from: '2026-03-22T23:00:00Z', to: '2026-03-29T22:00:00Z' };
const minutes = (count: number): number => count * 60;

interface Resolve {
  readonly count: number;
  readonly meanSeconds: number | null;
}
interface Numbers {
  readonly timeToResolve: Resolve;
  readonly deploymentFrequency: { readonly value: number | null };
}
interface Bucket extends Numbers {
  readonly from: string;
  readonly to: string;
}
interface Metrics extends Numbers {
  readonly series: readonly Bucket[] | null;
  readonly groups:
    readonly (Numbers & { key: string | null; definition: string; series: Bucket[] | null })[] | null;
}

const query = `query ($window: Window, $filter: MetricsFilter, $groupBy: MetricsGroup, $interval: Interval, $timeZone: String) {
  metrics(window: $window, filter: $filter, groupBy: $groupBy, interval: $interval, timeZone: $timeZone) {
    ...numbers series { from to ...inBucket } groups { key definition ...inGroup series { from to ...inBucket } } } }
fragment numbers on Metrics { timeToResolve { count meanSeconds } deploymentFrequency { value } }
fragment inBucket on MetricsBucket { timeToResolve { count meanSeconds } deploymentFrequency { value } }
fragment inGroup on MetricsGroupResult { timeToResolve { count meanSeconds } deploymentFrequency { value } }`;

describe('Numbers by time and by group', () => {
  let service: HostedService;
  const metrics = async (variables: object): Promise<Metrics> =>
    (await ask<{ metrics: Metrics }>(service.url, query, { window: week, ...variables })).metrics;

  beforeAll(async () => {
    service = await hostService();
    const { url } = service;
    for (const [name, team] of Object.entries({ checkout: 'shop', cart: 'shop', search: 'find' }))
      await mutate(url, 'registerService', { name, team }, 'service { id }');
    const lasting = async (from: string, to: string, input: object) => {
      const { incident } = await declare(url, { occurredAt: `2026-03-${from}:00Z`, ...input });
      await command(url, 'resolveIncident', {
        incidentId: incident.id,
        resolution: 'Fixed',
        occurredAt: `2026-03-${to}:00Z`,
      });
    };
    await lasting('24T10:00', '24T10:30', { services: ['checkout'], severity: 'P1' });
    // Resolved on Wednesday by the clock of Germany, where it is an hour later.
    await lasting('24T22:30', '24T23:30', { services: ['checkout', 'search'], severity: 'P2' });
    await lasting('29T00:30', '29T01:30', { services: ['search'], severity: 'P2' });
    await deploy(url, { service: 'cart', version: 'v1', finishedAt: '2026-03-29T12:00:00Z' });
  });
  afterAll(() => service.stop());

  it('lets others have their turns while it works out many', async () => {
    const window = { from: '2026-03-01T00:00:00Z', to: '2026-04-10T00:00:00Z' };
    const answered: string[] = [];
    const all = ['Detect', 'Acknowledge', 'Identify', 'Mitigate', 'Resolve', 'Recover'];
    const numbers = all.map((what) => `timeTo${what} { count }`).join(' ');
    const inHours = `query ($window: Window) { metrics(window: $window, interval: HOUR) { series { ${numbers} } } }`;
    const hours = ask(service.url, inHours, { window }).then(() => answered.push('numbers'));
    while (answered.at(-1) !== 'numbers' && answered.length < 1000) {
      await ask(service.url, '{ __typename }');
      answered.push('another');
    }
    await hours;
    expect(answered.indexOf('numbers')).toBeGreaterThan(2);
  });

  it('have a bucket for each day of the time zone, empty ones with null', async () => {
    const { series } = await metrics({ interval: 'DAY', timeZone: 'Europe/Berlin' });
    expect(series).toHaveLength(7);
    expect(series?.map(({ timeToResolve }) => timeToResolve.count)).toEqual([0, 1, 1, 0, 0, 0, 1]);
    expect(series?.[0]?.timeToResolve.meanSeconds).toBeNull();
    expect(series?.[2]?.timeToResolve.meanSeconds).toBe(minutes(60));
    // One deployment in a day of 23 hours.
    expect(series?.[6]).toMatchObject({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
      deploymentFrequency: { value: 24 / 23 },
    });
  });

  it('are those of one week where that is the interval', async () => {
    const { series, timeToResolve } = await metrics({ interval: 'WEEK', timeZone: 'Europe/Berlin' });
    expect(series?.map((bucket) => bucket.timeToResolve)).toEqual([timeToResolve]);
  });

  it('count what touches two services in the group of each', async () => {
    const { groups, series } = await metrics({ groupBy: 'SERVICE' });
    expect(series).toBeNull();
    expect(groups?.map(({ key, timeToResolve }) => [key, timeToResolve.count])).toEqual([
      ['cart', 0],
      ['checkout', 2],
      ['search', 2],
    ]);
    expect(groups?.[1]?.definition).toContain('What touches several counts in the group of each.');
  });

  it('have groups by team and severity, with series of their own', async () => {
    const byTeam = await metrics({ groupBy: 'TEAM', interval: 'MONTH' });
    expect(
      byTeam.groups?.map(({ key, series }) => [key, series?.map((one) => one.timeToResolve.count)]),
    ).toEqual([
      ['find', [2]],
      ['shop', [2]],
    ]);
    const bySeverity = await metrics({ groupBy: 'SEVERITY', filter: { teams: ['find'] } });
    expect(bySeverity.groups?.map(({ key, timeToResolve }) => [key, timeToResolve.count])).toEqual([
      ['P0', 0],
      ['P1', 0],
      ['P2', 2],
      ['P3', 0],
    ]);
  });

  it('have the duration between any two milestones, also in buckets and groups', async () => {
    const duration =
      'duration(from: DETECTED, to: RESOLVED, occurrence: LAST) { count meanSeconds rule definition }';
    const { metrics } = await ask<{ metrics: Record<string, unknown> }>(
      service.url,
      `query ($window: Window) { metrics(window: $window, interval: WEEK, groupBy: SEVERITY) {
        ${duration} series { ${duration} } groups { ${duration} } } }`,
      { window: week },
    );
    // Each was detected when it was declared: 30, 60 and 60 minutes.
    expect(metrics['duration']).toEqual({
      count: 3,
      meanSeconds: minutes(50),
      rule: 'duration/1',
      definition:
        'From the first time of DETECTED to the last time of RESOLVED, for incidents of which the last time of RESOLVED lies in the window.',
    });
    expect(metrics['groups']).toMatchObject([{}, { duration: { count: 1 } }, { duration: { count: 2 } }, {}]);
    expect(metrics['series']).toMatchObject([{ duration: { count: 0 } }, { duration: { count: 3 } }]);
  });

  it('are shown of each incident, too, with what is not over and what will not come', async () => {
    const { incident } = await ask<{ incident: unknown }>(
      service.url,
      `{ incident(id: "INC-2") { durations {
        timeToResolve { state seconds startedAt endedAt }
        timeToAcknowledge { state seconds startedAt endedAt }
        duration(from: DECLARED, to: CLOSED) { state seconds } } } }`,
    );
    const startedAt = '2026-03-24T22:30:00.000Z';
    expect(incident).toEqual({
      durations: {
        timeToResolve: { state: 'RECORDED', seconds: 3600, startedAt, endedAt: '2026-03-24T23:30:00.000Z' },
        timeToAcknowledge: { state: 'NOT_APPLICABLE', seconds: null, startedAt, endedAt: null },
        duration: { state: 'PENDING', seconds: null },
      },
    });
  });

  it('go by when things happened, as corrected, and by the last resolve', async () => {
    const at = (time: string) => `2026-02-10T${time}:00.000Z`;
    const { incident } = await declare(service.url, { services: ['cart'], occurredAt: at('10:00') });
    const then = (mutation: string, time: string, input: object) =>
      command(service.url, mutation, { incidentId: incident.id, occurredAt: at(time), ...input });
    const of = async (name: string) => {
      const { metrics } = await ask<{ metrics: Record<string, unknown> }>(
        service.url,
        `{ metrics(filter: { services: ["cart"] }) { ${name} { count meanSeconds reopens excluded { reason count } } } }`,
      );
      return metrics[name];
    };
    const counted = (seconds: number, reopens: number) => ({
      count: 1,
      meanSeconds: seconds,
      reopens,
      excluded: [],
    });
    await then('resolveIncident', '10:20', { resolution: 'Restarted' });
    expect(await of('timeToResolve')).toEqual(counted(minutes(20), 0));
    await then('reopenIncident', '10:40', { reason: 'It came back' });
    expect(await of('timeToResolve')).toMatchObject({
      count: 0,
      excluded: [{ reason: 'PENDING', count: 1 }],
    });
    await then('resolveIncident', '11:40', { resolution: 'Scaled out' });
    expect(await of('timeToResolve')).toEqual(counted(minutes(100), 1));
    // It was over at 11:10 already, and it was declared at 09:55.
    const reason = 'By the chat log';
    await then('correctMilestone', '12:00', { milestone: 'RESOLVED', at: at('11:10'), reason });
    await then('correctMilestone', '12:00', { milestone: 'DECLARED', at: at('09:55'), reason });
    expect(await of('timeToResolve')).toEqual(counted(minutes(75), 1));
    expect(await of('timeToFirstResolve')).toEqual(counted(minutes(25), 1));
    await then('correctMilestone', '12:00', { milestone: 'RESOLVED', at: at('09:00'), reason });
    expect(await of('timeToResolve')).toMatchObject({
      count: 0,
      excluded: [{ reason: 'INVALID', count: 1 }],
    });
  });

  it.each([
    ['timeZone', { timeZone: 'Mars/Olympus' }, /IANA name/],
    ['window', { window: { from: week.to, to: week.from } }, /must begin before it ends/],
    ['window', { window: { from: week.to, to: week.to } }, /must begin before it ends/],
    ['window.from', { interval: 'DAY', window: { to: week.to } }, /needs a start/],
    ['interval', { interval: 'HOUR', window: { from: '2020-01-01T00:00:00Z', to: week.to } }, /over 1000/],
  ])('are refused with the place of what is wrong: %s', async (path, variables, message) => {
    const { errors } = await send(
      service.url,
      'query ($window: Window, $interval: Interval, $timeZone: String) { metrics(window: $window, interval: $interval, timeZone: $timeZone) { position } }',
      { window: week, ...variables },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', fields: [{ path }] } }]);
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('cost as often what is asked of each as there are buckets and groups', async () => {
    const { errors } = await send(
      service.url,
      `query ($window: Window) {
      metrics(window: $window, interval: HOUR, groupBy: SEVERITY) { groups { series {
        timeToResolve { count meanSeconds p50Seconds p90Seconds p95Seconds maxSeconds }
        timeToAcknowledge { count meanSeconds p50Seconds p90Seconds p95Seconds maxSeconds }
        timeToMitigate { count meanSeconds p50Seconds p90Seconds p95Seconds maxSeconds } } } } }`,
      {
        window: week,
      },
    );
    // 4 groups of 168 hours, each of 3 × 7 fields, cost 14,000; 744 hours of a page of 50 incidents over 70,000.
    expect(errors).toBeUndefined();
    const month = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
    const refused = await send(
      service.url,
      `query ($window: Window) { metrics(window: $window, interval: HOUR) { series {
        timeToResolve { count excluded { reason count } incidents(first: 50) { edges { node { incidentId } } } } } } }`,
      { window: month },
    );
    expect(refused.errors).toMatchObject([{ extensions: { code: 'TOO_COMPLEX' } }]);
  });
});
