/** One figure: a ratio of two things measured in the same run, since absolute numbers differ between machines. */
export interface Figure {
  readonly name: string;
  /** What was measured, per second or in milliseconds as `unit` says, and the baseline in the same unit. */
  readonly measured: number;
  readonly baseline: number;
  readonly unit: string;
  readonly ratio: number;
  /** The bound that the ratio has to keep, and whether it does; null where there is none. */
  readonly bound: Bound | null;
  readonly holds: boolean | null;
}

export type Bound = { readonly atLeast: number } | { readonly atMost: number };

export function figure(
  name: string,
  unit: string,
  measured: number,
  baseline: number,
  bound: Bound | null,
): Figure {
  const ratio = measured / baseline;
  return { name, unit, measured, baseline, ratio, bound, holds: bound && keeps(ratio, bound) };
}

/** Two things that were measured in the same moment. */
export interface Pair {
  readonly first: number;
  readonly second: number;
}

/**
 * What was measured, the first of each pair, against the second. The ratio is the middle one of the pairs' own: a
 * machine that is slow for a while is so for both of a pair.
 */
export function paired(name: string, unit: string, pairs: readonly Pair[], bound: Bound): Figure {
  const measured = median(pairs.map(({ first }) => first));
  const baseline = median(pairs.map(({ second }) => second));
  const ratio = median(pairs.map(({ first, second }) => first / second));
  return { name, measured, baseline, unit, ratio, bound, holds: keeps(ratio, bound) };
}

/** A number by itself, for which there is no baseline. */
export const plain = (name: string, unit: string, measured: number): Figure => ({
  name,
  unit,
  measured,
  baseline: NaN,
  ratio: NaN,
  bound: null,
  holds: null,
});

const keeps = (ratio: number, bound: Bound): boolean =>
  'atLeast' in bound ? ratio >= bound.atLeast : ratio <= bound.atMost;

/** The middle one: what a noisy machine does least harm to. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('The median of nothing');
  return middle;
}

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'measured', 'baseline', 'ratio', 'bound', ''],
    ...figures.map(({ name, unit, measured, baseline, ratio, bound, holds }) => [
      name,
      `${rounded(measured)} ${unit}`,
      Number.isNaN(baseline) ? '' : `${rounded(baseline)} ${unit}`,
      Number.isNaN(ratio) ? '' : ratio.toFixed(2),
      bound ? ('atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`) : '',
      holds === null ? '' : holds ? 'holds' : 'MISSED',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
