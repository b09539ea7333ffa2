import type { Span } from './question.js';

/** Something behind a number, and when it belongs there. Times are milliseconds since 1970. */
export interface Placed<Row> {
  readonly row: Row;
  readonly from: number;
  /** Up to here, this not included; undefined where it belongs to one instant. */
  readonly until?: number | undefined;
}

/**
 * What is behind a number, placed in time, so that each of many stretches of time finds its part without looking at
 * the rest. What each finds is in the order in which it was given.
 */
export class Chronicle<Row> {
  readonly #instants: readonly Numbered<Row>[];
  readonly #lasting: readonly Numbered<Row>[];

  constructor(placed: Iterable<Placed<Row>>) {
    const all = Array.from(placed, (one, number) => ({ ...one, number }));
    this.#instants = all
      .filter(({ until }) => until === undefined)
      .sort((one, other) => one.from - other.from || one.number - other.number);
    this.#lasting = all.filter(({ until }) => until !== undefined);
  }

  /** What belongs to [from, to): an instant in it, and what lasts into it. */
  within({ from, to }: Span): Row[] {
    const first = firstFrom(from, this.#instants);
    const instants = this.#instants.slice(first, Math.max(first, firstFrom(to, this.#instants)));
    const lasting = this.#lasting.filter((one) => one.from < to && from < (one.until ?? one.from));
    return [...instants, ...lasting].sort((one, other) => one.number - other.number).map(({ row }) => row);
  }
}

type Numbered<Row> = Placed<Row> & { readonly number: number };

/** The index of the first that is not before a time, by bisection. */
function firstFrom(time: number, sorted: readonly { readonly from: number }[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.from ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
