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
  readonly #all: readonly Placed<Row>[];
  /** The places in the list of what belongs to an instant, by when; and these instants. */
  readonly #instants: Uint32Array;
  readonly #times: Float64Array;
  /** The places of the others. */
  readonly #lasting: readonly number[];

  constructor(placed: readonly Placed<Row>[]) {
    this.#all = placed;
    const places = placed.map((_, place) => place);
    const timeOf = (place: number): number => placed[place]?.from ?? NaN;
    this.#lasting = places.filter((place) => placed[place]?.until !== undefined);
    const instants = places.filter((place) => placed[place]?.until === undefined);
    this.#instants = Uint32Array.from(instants).sort(
      (one, other) => timeOf(one) - timeOf(other) || one - other,
    );
    this.#times = Float64Array.from(this.#instants, timeOf);
  }

  /** What belongs to [from, to): an instant in it, and what lasts into it. */
  within({ from, to }: Span): Row[] {
    const first = firstFrom(from, this.#times);
    const instants = this.#instants.subarray(first, Math.max(first, firstFrom(to, this.#times)));
    const lasting = this.#lasting.filter((place) => {
      const one = this.#all[place];
      return one?.until !== undefined && one.from < to && from < one.until;
    });
    const places = new Uint32Array(instants.length + lasting.length);
    places.set(instants);
    places.set(lasting, instants.length);
    const rows: Row[] = [];
    for (const place of places.sort()) {
      const one = this.#all[place];
      if (one) rows.push(one.row);
    }
    return rows;
  }
}

/** The index of the first that is not before a time, by bisection. */
function firstFrom(time: number, ascending: Float64Array): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
