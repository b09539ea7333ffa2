import { describe, expect, it } from '@jest/globals';
import type { DeploymentFacts } from './facts.js';
import { measure } from './metrics.js';
import type { MetricsQuestion } from './question.js';
import { deployment, hour } from './testing/facts.js';

const frequency = (deployments: readonly DeploymentFacts[], window?: MetricsQuestion['window']) =>
  measure({ incidents: [], deployments }, { now: hour(96), window }).deploymentFrequency;
const three = [deployment('a', 0), deployment('b', 30), deployment('c', 36)];

describe('deployment frequency', () => {
  it('is the deployments per day of the window', () => {
    // 3 in two days
    expect(frequency(three, { from: hour(0), to: hour(48) })).toMatchObject({
      value: 1.5,
      numerator: 3,
      denominator: 2,
    });
  });

  it('knows days that are not whole', () => {
    // b and c in 12 of 24 hours
    expect(frequency(three, { from: hour(25), to: hour(37) })).toMatchObject({ value: 4, denominator: 0.5 });
  });

  it('is 0 in a window without deployments, and null in one without time', () => {
    expect(frequency([], { from: hour(0), to: hour(48) })).toMatchObject({ value: 0, numerator: 0 });
    expect(frequency(three, { from: hour(1), to: hour(1) })).toMatchObject({ value: null, denominator: 0 });
    expect(frequency(three, { from: hour(2), to: hour(1) })).toMatchObject({ value: null, denominator: 0 });
  });

  it('of a window without an end lasts until now', () => {
    // b and c in the 72 hours from 24 to 96
    expect(frequency(three, { from: hour(24) })).toMatchObject({ numerator: 2, denominator: 3 });
  });

  it('of a window without a start begins with the first deployment, and takes at least a day', () => {
    expect(frequency(three)).toMatchObject({ value: 3 / 4, denominator: 4 });
    expect(frequency([deployment('a', 95)])).toMatchObject({ value: 1, denominator: 1 });
    expect(frequency([])).toMatchObject({ value: null, denominator: 0 });
  });

  it('leaves out what never reached production, and does not begin with it', () => {
    const failed = deployment('failed', -24, { outcome: 'FAILED' });
    expect(frequency([failed, ...three])).toMatchObject({
      numerator: 3,
      denominator: 4,
      excluded: [{ reason: 'NEVER_REACHED_PRODUCTION', count: 1 }],
    });
  });

  it('lists the deployments behind it', () => {
    expect(frequency(three, { to: hour(24) }).contributions).toEqual([
      {
        deploymentId: 'a',
        service: 'checkout',
        environment: 'production',
        version: 'a',
        finishedAt: hour(0),
        excluded: null,
      },
    ]);
  });
});
