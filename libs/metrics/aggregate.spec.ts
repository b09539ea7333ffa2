import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aggregate, percentile } from './aggregate.js';

describe('percentiles', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, index) => index + 1);
  const uneven = [
    0.159308374, 0.835366703, 0.965087579, 0.77490059, 0.039589591, 0.624168166, 0.781263824, 0.090380355,
    0.531038332, 0.065043622, 0.523437618, 0.206919518, 0.094903607, 0.102623141, 0.085231272, 0.698227113,
    0.06548639, 0.21648217,
  ];

  // As printed by numpy.percentile(numbers, [50, 90, 95]).tolist() of NumPy 1.24.2 (python3-numpy of Debian 12).
  it.each([
    [[1, 2, 3, 4], 2.5, 3.7, 3.8499999999999996],
    [[3, 1, 2], 2, 2.8, 2.9],
    [[15, 20, 35, 40, 50], 35, 46, 48],
    [[60, 3600], 1830, 3246, 3423],
    [[550.9, 921.9, 279.1, 236], 415, 810.6, 866.2499999999999],
    [[963.3, 251.1], 607.2, 892.0799999999999, 927.6899999999999],
    [[42], 42, 42, 42],
    [[7, 7, 7, 7.5], 7, 7.35, 7.425],
    [[0.1, 0.7, 0.3, 12.25, 1e6], 0.7, 600004.9000000001, 800002.4499999998],
    [oneToHundred, 50.5, 90.10000000000001, 95.05],
    [uneven, 0.211700844, 0.7974946877000001, 0.8548248343999999],
  ])('are those of NumPy, to the last bit (case %#)', (numbers, p50, p90, p95) => {
    expect(aggregate(numbers)).toMatchObject({ p50, p90, p95 });
  });

  it('never leave the numbers, and grow with the share asked for', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(numbers, share, share, (some, one, other) => {
        const ascending = Float64Array.from(some).sort();
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [atLow, atHigh] = [percentile(ascending, low), percentile(ascending, high)];
        expect(atLow).toBeGreaterThanOrEqual(Math.min(...some));
        expect(atHigh).toBeLessThanOrEqual(Math.max(...some));
        expect(atLow).toBeLessThanOrEqual((atHigh ?? NaN) * (1 + 1e-12) + 1e-12);
      }),
    );
  });
});

describe('an aggregate', () => {
  it('counts, averages and knows the greatest', () => {
    // (60 + 300 + 1200) / 3 = 520
    expect(aggregate([300, 60, 1200])).toMatchObject({ count: 3, mean: 520, max: 1200 });
  });

  it('of nothing has no value, rather than 0', () => {
    expect(aggregate([])).toEqual({ count: 0, mean: null, p50: null, p90: null, p95: null, max: null });
  });

  it('does not depend on the order of the numbers', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(numbers, (some) => {
        expect(aggregate(some.toReversed())).toEqual(aggregate(some));
      }),
    );
  });
});
