import { firstFrom } from './bisection.js';
import type { Span } from './question.js';

/**
 * Spans of time, so that those that reach into another are found without looking at all of them: in the order in which
 * they begin, with a binary tree over them that knows the latest end in each of its parts.
 */
export class Lasting {
  readonly #starts: Float64Array;
  /** How many leaves the tree has; the one of the first span is at this index. */
  readonly #leaves: number;
  /** Of each part of the tree, the latest end; the halves of part n are 2n and 2n + 1, and part 1 is the whole. */
  readonly #latest: Float64Array;

  /** @param ascending in the order in which they begin */
  constructor(ascending: readonly Span[]) {
    this.#starts = Float64Array.from(ascending, ({ from }) => from);
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, ascending.length)));
    this.#latest = new Float64Array(2 * this.#leaves).fill(-Infinity);
    this.#latest.set(
      ascending.map(({ to }) => to),
      this.#leaves,
    );
    for (let part = this.#leaves - 1; part > 0; part -= 1)
      this.#latest[part] = Math.max(this.#endOf(2 * part), this.#endOf(2 * part + 1));
  }

  /** The indices of those that begin before the end of a span and end after its start. */
  reachingInto({ from, to }: Span): number[] {
    const begun = firstFrom(to, this.#starts);
    const found: number[] = [];
    const look = (part: number, first: number, length: number): void => {
      if (first >= begun || this.#endOf(part) <= from) return;
      if (length === 1) found.push(first);
      else {
        look(2 * part, first, length / 2);
        look(2 * part + 1, first + length / 2, length / 2);
      }
    };
    look(1, 0, this.#leaves);
    return found;
  }

  #endOf(part: number): number {
    return this.#latest[part] ?? -Infinity;
  }
}
