import { EMPTY_ROOT, type Hash, nodeHash } from './hash.js';

/**
 * The right edge of a growing tree: all that its root takes, and so the way to compute roots while leaves stream by,
 * in memory that grows with the logarithm of their number.
 */
export class Frontier {
  /** By level: the complete subtree that has no sibling yet. */
  readonly #peaks: (Hash | undefined)[] = [];
  #size = 0;

  /** How many leaves there are. */
  get size(): number {
    return this.#size;
  }

  append(leaf: Hash): void {
    let hash = leaf;
    let level = 0;
    for (let left = this.#peaks[level]; left; left = this.#peaks[level]) {
      hash = nodeHash(left, hash);
      this.#peaks[level] = undefined;
      level += 1;
    }
    this.#peaks[level] = hash;
    this.#size += 1;
  }

  /** The root of the leaves up to now. */
  root(): Hash {
    const peaks = this.#peaks.filter((peak) => peak !== undefined);
    return peaks.length === 0 ? EMPTY_ROOT : peaks.reduce((right, left) => nodeHash(left, right));
  }
}
