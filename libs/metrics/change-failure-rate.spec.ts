import { describe, expect, it } from '@jest/globals';
import { deployment, hour } from './testing/facts.js';
import { blaming, failedOf, rate, starting } from './testing/rate.js';

describe('change failure rate', () => {
  const three = [deployment('0 h', 0), deployment('10 h', 10), deployment('20 h', 20)];

  it('counts a deployment once, however many incidents follow it', () => {
    // 11 h and 12 h fall on the deployment of 10 h, 20 h on that of the very instant: 2 of 3
    const incidents = [starting(11), starting(12), starting(20)];
    expect(failedOf(three, incidents)).toEqual(['10 h', '20 h']);
    expect(rate(three, incidents)).toMatchObject({
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
      inferred: 2,
      excluded: [],
      rule: 'cfr/1',
    });
  });

  it('is null where nothing was deployed, and 0 where nothing failed', () => {
    expect(rate([], [starting(1)])).toMatchObject({ value: null, numerator: 0, denominator: 0 });
    expect(rate(three, [])).toMatchObject({ value: 0, numerator: 0, denominator: 3 });
  });

  it('counts what was rolled back, once, also where an incident blames it too', () => {
    const rolledBack = deployment('10 h', 10, { rolledBackAt: hour(11) });
    expect(rate([...three.slice(0, 1), rolledBack], [])).toMatchObject({ value: 1 / 2, inferred: 0 });
    expect(rate([rolledBack], [blaming('10 h'), starting(10)])).toMatchObject({ value: 1, inferred: 0 });
  });

  it('lists each deployment with what speaks against it', () => {
    const incidents = [blaming('0 h'), starting(12, { id: 'later', reference: 'INC-7' })];
    const [first, second, third] = rate(three, incidents).contributions;
    expect(first).toMatchObject({ failed: true, blamedBy: [{ incidentId: 'at 1', basis: 'EXPLICIT' }] });
    expect(second).toEqual({
      deploymentId: '10 h',
      service: 'checkout',
      environment: 'production',
      version: '10 h',
      finishedAt: hour(10),
      excluded: null,
      failed: true,
      rolledBack: false,
      blamedBy: [{ incidentId: 'later', reference: 'INC-7', basis: 'INFERRED', excluded: null }],
    });
    expect(third).toMatchObject({ failed: false, blamedBy: [] });
  });
});

describe('a deployment counts', () => {
  it('where it finished successfully; what failed or still runs is left out with the reason', () => {
    const deployments = [
      deployment('good', 1),
      deployment('failed', 2, { outcome: 'FAILED' }),
      deployment('failed, then cleaned up', 3, { outcome: 'FAILED', rolledBackAt: hour(4) }),
      deployment('stopped halfway', 4, { outcome: null, finishedAt: null, rolledBackAt: hour(5) }),
      deployment('running', 5, { outcome: null, finishedAt: null, startedAt: hour(5) }),
    ];
    expect(rate(deployments, [blaming('failed')])).toMatchObject({
      value: 0,
      denominator: 1,
      excluded: [
        { reason: 'IN_PROGRESS', count: 1 },
        { reason: 'NEVER_REACHED_PRODUCTION', count: 3 },
      ],
    });
  });

  it('in production, by whichever case it is written; other environments are left out visibly', () => {
    const environments = ['production', 'Production', 'prod', 'staging', 'preprod'];
    const deployments = environments.map((environment) => deployment(environment, 1, { environment }));
    expect(rate(deployments, [])).toMatchObject({
      denominator: 3,
      excluded: [{ reason: 'NOT_PRODUCTION', count: 2 }],
    });
  });

  it('in the environments that the question names instead', () => {
    const deployments = ['production', 'live-eu', 'live-us'].map((environment) =>
      deployment(environment, 1, { environment }),
    );
    const answer = rate(deployments, [], { filter: { environments: ['Live-EU', 'live-us'] } });
    expect(answer).toMatchObject({ denominator: 2, excluded: [] });
    expect(answer.contributions.map(({ deploymentId }) => deploymentId)).toEqual(['live-eu', 'live-us']);
  });

  it('in the window in which it finished, whenever it began and whenever it failed', () => {
    const deployments = [
      deployment('before', 9.999),
      deployment('first instant', 10, { startedAt: hour(9) }),
      deployment('inside', 19, { rolledBackAt: hour(50) }),
      deployment('after', 20),
    ];
    const window = { from: hour(10), to: hour(20) };
    expect(rate(deployments, [], { window })).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('for its service', () => {
    const deployments = [deployment('a', 1), deployment('b', 1, { service: 'search' })];
    expect(rate(deployments, [], { filter: { services: ['search'] } }).denominator).toBe(1);
  });
});
