import { describe, expect, it } from '@jest/globals';
import { askingOfDeployments } from './testing/asking.js';
import { deployment } from './testing/facts.js';

const rework = askingOfDeployments('deploymentReworkRate');
const remedy = { purpose: 'REMEDIATION' } as const;

describe('deployment rework rate', () => {
  it('is the share of deployments that were to repair something', () => {
    const deployments = [
      deployment('a', 1),
      deployment('b', 2, remedy),
      deployment('c', 3),
      deployment('d', 4),
    ];
    expect(rework(deployments)).toMatchObject({
      value: 1 / 4,
      numerator: 1,
      denominator: 4,
      rule: 'rework/1',
    });
    expect(rework(deployments).contributions.map((one) => [one.deploymentId, one.rework])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
      ['d', false],
    ]);
  });

  it('counts what reached production alone, in either place', () => {
    const deployments = [
      deployment('a', 1),
      deployment('failed', 2, { ...remedy, outcome: 'FAILED' }),
      deployment('staged', 3, { ...remedy, environment: 'staging' }),
    ];
    expect(rework(deployments)).toMatchObject({
      value: 0,
      denominator: 1,
      excluded: [
        { reason: 'NOT_PRODUCTION', count: 1 },
        { reason: 'NEVER_REACHED_PRODUCTION', count: 1 },
      ],
    });
  });

  it('is null where nothing was deployed', () => {
    expect(rework([])).toMatchObject({ value: null, numerator: 0, denominator: 0 });
  });
});
