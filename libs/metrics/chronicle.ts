import { firstFrom } from './bisection.js';
import { Lasting } from './lasting.js';
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
  /** The places of the others, by when they begin; and how long they last. */
  readonly #lasting: Uint32Array;
  readonly #spans: Lasting;

  constructor(placed: readonly Placed<Row>[]) {
    this.#all = placed;
    const startOf = (place: number): number => placed[place]?.from ?? NaN;
    const endOf = (place: number): number | undefined => placed[place]?.until;
    const inOrder = placed.map((_, place) => place).sort((a, b) => startOf(a) - startOf(b));
    this.#instants = Uint32Array.from(inOrder.filter((place) => endOf(place) === undefined));
    this.#times = Float64Array.from(this.#instants, startOf);
    this.#lasting = Uint32Array.from(inOrder.filter((place) => endOf(place) !== undefined));
    const spans = Array.from(this.#lasting, (place) => ({ from: startOf(place), to: endOf(place) ?? NaN }));
    this.#spans = new Lasting(spans);
  }

  /** What belongs to [from, to): an instant in it, and what lasts into it. */
  within(span: Span): Row[] {
    const first = firstFrom(span.from, this.#times);
    const instants = this.#instants.subarray(first, Math.max(first, firstFrom(span.to, this.#times)));
    const lasting = this.#spans.reachingInto(span).map((index) => this.#lasting[index] ?? NaN);
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
