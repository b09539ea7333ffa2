import { EMPTY_ROOT, type Hash, nodeHash } from './hash.js';

/** The complete subtrees of a tree: what its root and all proofs are made of. */
export interface Subtrees {
  /** The root of the 2^level leaves from `index` * 2^level on, which the tree must have. */
  node(level: number, index: number): Hash;
}

/** The root of the first `size` leaves: MTH of RFC 6962, 2.1. */
export const rootOf = (tree: Subtrees, size: number): Hash =>
  size === 0 ? EMPTY_ROOT : rangeHash(tree, 0, size);

/**
 * What proves that the leaf at `index` is in the tree of the first `size`: PATH of RFC 6962, 2.1.1, from the leaf's
 * sibling upward.
 *
 * @throws RangeError when that tree has no such leaf
 */
export function inclusionProof(tree: Subtrees, index: number, size: number): Hash[] {
  if (index < 0 || index >= size) throw new RangeError(`A tree of ${size} leaves has none at ${index}`);
  const path: Hash[] = [];
  for (let [start, end] = [0, size]; end - start > 1;) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      path.push(rangeHash(tree, middle, end));
      end = middle;
    } else {
      path.push(rangeHash(tree, start, middle));
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * What proves that the tree of the first `to` leaves begins with that of the first `from`: PROOF of RFC 6962, 2.1.2.
 * Nothing is needed where `from` is 0 or `to`.
 *
 * @throws RangeError when `from` is beyond `to`
 */
export function consistencyProof(tree: Subtrees, from: number, to: number): Hash[] {
  if (from < 0 || from > to)
    throw new RangeError(`A tree of ${to} leaves does not begin with one of ${from}`);
  if (from === 0) return [];
  const path: Hash[] = [];
  let [start, end] = [0, to];
  while (from < end) {
    const middle = start + largestPowerBelow(end - start);
    if (from <= middle) {
      path.push(rangeHash(tree, middle, end));
      end = middle;
    } else {
      path.push(rangeHash(tree, start, middle));
      start = middle;
    }
  }
  // Whoever asks knows the root of the older tree: it is not told where it is a node of the newer one.
  if (start > 0) path.push(rangeHash(tree, start, end));
  return path.reverse();
}

/** The hash of a node that may lack leaves on its right: that of the leaves from `start` to before `end`. */
function rangeHash(tree: Subtrees, start: number, end: number): Hash {
  const leaves = end - start;
  const level = Math.log2(leaves);
  if (Number.isInteger(level)) return tree.node(level, start / leaves);
  const middle = start + largestPowerBelow(leaves);
  return nodeHash(rangeHash(tree, start, middle), rangeHash(tree, middle, end));
}

/** The largest power of two that is less than a number over 1. */
function largestPowerBelow(number: number): number {
  let power = 1;
  while (power * 2 < number) power *= 2;
  return power;
}
