import { describe, expect, it } from '@jest/globals';
import type { IncidentFacts } from './facts.js';
import type { MetricsQuestion } from './question.js';
import { deployment, hour, incident } from './testing/facts.js';
import { blaming, failedOf, rate, starting } from './testing/rate.js';

describe('explicit blame', () => {
  const [early, late] = [deployment('early', 0), deployment('late', 10)];

  it('holds whatever the times, the service, the window and the cause say', () => {
    const elsewhere = starting(90, {
      blamedDeployments: ['early'],
      services: ['search'],
      causeCategory: 'CAPACITY',
    });
    expect(failedOf([early, late], [elsewhere], { window: { to: hour(5) } })).toEqual(['early']);
    expect(failedOf([early, late], [elsewhere], { filter: { services: ['checkout'] } })).toEqual(['early']);
  });

  it('takes the place of inference', () => {
    const incidents = [starting(11, { blamedDeployments: ['early'] })];
    expect(failedOf([early, late], incidents)).toEqual(['early']);
  });

  it('may fall on several deployments, and on one by several incidents', () => {
    expect(failedOf([early, late], [blaming('early', 'late', 'early')])).toEqual(['early', 'late']);
    expect(rate([early, late], [blaming('early', 'early')]).contributions[0]?.blamedBy).toHaveLength(1);
    const twice = [blaming('early'), starting(2, { blamedDeployments: ['early'] })];
    expect(rate([early, late], twice)).toMatchObject({ value: 1 / 2 });
  });

  it('of something unknown, or that does not count, changes nothing', () => {
    const staged = deployment('staged', 0, { environment: 'staging' });
    expect(rate([early, staged], [blaming('nowhere', 'staged')])).toMatchObject({ value: 0, denominator: 1 });
  });

  it('that was withdrawn leaves the deployment cleared: it is not inferred again', () => {
    expect(failedOf([early], [starting(1, { clearedDeployments: ['early'] })])).toEqual([]);
    expect(failedOf([early], [starting(1, { clearedDeployments: ['other'] })])).toEqual(['early']);
  });
});

describe('inferred blame', () => {
  const two = [deployment('0 h', 0), deployment('30 h', 30)];
  const inferredFor = (incidents: readonly IncidentFacts[], filter: MetricsQuestion['filter'] = {}) =>
    failedOf(two, incidents, { filter });

  it('falls on the last deployment before, within 24 hours', () => {
    expect(inferredFor([starting(23.999)])).toEqual(['0 h']);
    expect(inferredFor([starting(24)])).toEqual([]);
    expect(inferredFor([starting(29)])).toEqual([]);
    expect(inferredFor([starting(30)])).toEqual(['30 h']);
    expect(inferredFor([starting(-1)])).toEqual([]);
  });

  it('reaches as far as the question says', () => {
    expect(inferredFor([starting(29)], { blameWindowHours: 29.5 })).toEqual(['0 h']);
    expect(inferredFor([starting(1)], { blameWindowHours: 0.5 })).toEqual([]);
    expect(inferredFor([starting(0)], { blameWindowHours: 0 })).toEqual([]);
  });

  it('can be switched off, which leaves the explicit', () => {
    expect(
      inferredFor([starting(1), starting(31, { blamedDeployments: ['30 h'] })], { inferBlame: false }),
    ).toEqual(['30 h']);
  });

  it('goes by the start of the impact, else by the detection, else by the declaration', () => {
    const milestones = { DECLARED: [hour(31)] };
    const begun = (known: IncidentFacts['milestones']) => [
      incident({ milestones: { ...milestones, ...known } }),
    ];
    expect(inferredFor(begun({}))).toEqual(['30 h']);
    expect(inferredFor(begun({ DETECTED: [hour(2)] }))).toEqual(['0 h']);
    expect(inferredFor(begun({ IMPACT_STARTED: [hour(1)], DETECTED: [hour(31)] }))).toEqual(['0 h']);
  });

  it('needs a cause that may be a change', () => {
    for (const causeCategory of [null, 'UNKNOWN', 'CODE_CHANGE', 'CONFIG_CHANGE'] as const)
      expect(inferredFor([starting(1, { causeCategory })])).toEqual(['0 h']);
    for (const causeCategory of ['INFRASTRUCTURE', 'THIRD_PARTY', 'HUMAN_ERROR'] as const)
      expect(inferredFor([starting(1, { causeCategory })])).toEqual([]);
  });

  it('needs the same service, and falls on one deployment of each', () => {
    const deployments = [
      deployment('checkout', 0),
      deployment('search', 1, { service: 'search' }),
      deployment('mail', 2, { service: 'mail' }),
    ];
    const wide = starting(3, { services: ['checkout', 'mail', 'checkout'] });
    expect(failedOf(deployments, [wide])).toEqual(['checkout', 'mail']);
    expect(rate(deployments, [wide]).contributions[0]?.blamedBy).toHaveLength(1);
    expect(failedOf(deployments, [starting(3, { services: [] })])).toEqual([]);
  });

  it('stops at the next deployment, also where that lies outside of the window asked for', () => {
    const window = { to: hour(5) };
    expect(failedOf([deployment('a', 0), deployment('b', 6)], [starting(7)], { window })).toEqual([]);
    expect(failedOf([deployment('a', 0)], [starting(7)], { window })).toEqual(['a']);
  });

  it('does not stop at what never reached production, or went elsewhere', () => {
    const noise = [
      deployment('failed', 6, { outcome: 'FAILED' }),
      deployment('staged', 6, { environment: 'staging' }),
      deployment('other', 6, { service: 'search' }),
    ];
    expect(failedOf([deployment('a', 0), ...noise], [starting(7)])).toEqual(['a']);
  });

  it('falls on the one that started last, of those that finished at the same instant', () => {
    const twins = [
      deployment('x', 5, { startedAt: hour(4) }),
      deployment('y', 5, { startedAt: hour(3) }),
      deployment('z', 5),
    ];
    expect(failedOf(twins, [starting(5)])).toEqual(['x']);
    expect(failedOf(twins.toReversed(), [starting(5)])).toEqual(['x']);
  });
});

describe('the blame of an incident that does not count', () => {
  const deployments = [deployment('0 h', 0), deployment('1 h', 1)];

  it.each([
    ['DRILL', 'DRILLS', { drill: true }],
    ['CANCELLED', 'CANCELLED', { status: 'CANCELLED' }],
    ['MERGED', 'MERGED', { status: 'MERGED' }],
  ] as const)('since it is %s is left out, and listed as that, unless asked for', (reason, kind, known) => {
    const incidents = [starting(2, { ...known, blamedDeployments: ['0 h', '1 h'] })];
    const answer = rate(deployments, incidents);
    expect(answer).toMatchObject({ value: 0, excluded: [{ reason, count: 1 }] });
    expect(answer.contributions[0]).toMatchObject({
      failed: false,
      blamedBy: [{ basis: 'EXPLICIT', excluded: reason }],
    });
    expect(rate(deployments, incidents, { filter: { include: [kind] } })).toMatchObject({
      value: 1,
      excluded: [],
    });
  });

  it('is listed once, and only where the deployment counts', () => {
    const failed = deployment('failed', 1, { outcome: 'FAILED' });
    const drill = starting(2, { drill: true, blamedDeployments: ['failed'] });
    expect(rate([...deployments, failed], [drill]).excluded).toEqual([
      { reason: 'NEVER_REACHED_PRODUCTION', count: 1 },
    ]);
  });

  it('since its severity is not asked for plays no part', () => {
    const severe = starting(2, { severity: 'P0' });
    expect(rate(deployments, [severe], { filter: { severities: ['P1'] } })).toMatchObject({
      value: 0,
      excluded: [],
    });
    expect(rate(deployments, [severe], { filter: { severities: ['P0'] } }).value).toBe(1 / 2);
  });
});
