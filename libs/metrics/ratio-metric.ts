import type { Definition, Exclusion } from './exclusion.js';

/** How many of how many; the value is null where there are none to divide by. */
export interface Ratio {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
}

export interface RatioMetric extends Ratio, Definition {
  readonly excluded: readonly Exclusion[];
}

export const ratio = (numerator: number, denominator: number): Ratio => ({
  value: denominator === 0 ? null : numerator / denominator,
  numerator,
  denominator,
});
