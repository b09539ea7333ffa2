/** How a set of numbers lies. All but the count are null where the set is empty. */
export interface Aggregate {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** The order of the numbers does not matter, down to the last bit. */
export function aggregate(numbers: Iterable<number>): Aggregate {
  const ascending = Float64Array.from(numbers).sort();
  const count = ascending.length;
  if (count === 0) return { count, mean: null, p50: null, p90: null, p95: null, max: null };
  return {
    count,
    mean: ascending.reduce((sum, number) => sum + number, 0) / count,
    p50: percentile(ascending, 0.5),
    p90: percentile(ascending, 0.9),
    p95: percentile(ascending, 0.95),
    max: percentile(ascending, 1),
  };
}

/**
 * The value below which the share `q` of the numbers lies, linear between the closest ranks: at position (n − 1)·q,
 * as NumPy's default method `linear` has it (type 7 of Hyndman & Fan 1996), with its rounding.
 *
 * @param ascending the numbers in order
 * @param q from 0 to 1
 * @returns null where there are no numbers
 */
export function percentile(ascending: Float64Array, q: number): number | null {
  const position = (ascending.length - 1) * q;
  const below = ascending.at(Math.floor(position));
  const above = ascending.at(Math.ceil(position));
  if (below === undefined || above === undefined) return null;
  const share = position - Math.floor(position);
  const gap = above - below;
  return share < 0.5 ? below + gap * share : above - gap * (1 - share);
}
