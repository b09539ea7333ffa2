import { EMPTY_ROOT, HASH_BYTES, type Hash, nodeHash } from './hash.js';

/** A tree as a checkpoint names it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the proof shows that the tree has this leaf at this index: the algorithm of RFC 9162, 2.1.3.2. */
export function provesInclusion(
  leaf: Hash,
  index: number,
  { size, root }: TreeHead,
  proof: readonly Hash[],
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, ...proof])) return false;
  const path = new Path(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (path.ended) return false;
    hash = path.siblingIsLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    path.rise();
  }
  return path.ended && hash.equals(root);
}

/**
 * Whether the proof shows that the newer tree begins with all that the older one has: the algorithm of RFC 9162,
 * 2.1.4.2. An empty tree is the beginning of every tree, and each tree that of itself, with no proof.
 */
export function provesConsistency(older: TreeHead, newer: TreeHead, proof: readonly Hash[]): boolean {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size) return false;
  if (!areHashes([older.root, newer.root, ...proof])) return false;
  if (older.size === 0) return proof.length === 0 && older.root.equals(EMPTY_ROOT);
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  if (!first || proof.length === 0) return false;
  const path = new Path(older.size - 1, newer.size - 1);
  path.riseWhileRight();
  let [olderHash, newerHash] = [first, first];
  for (const sibling of rest) {
    if (path.ended) return false;
    if (path.siblingIsLeft) {
      olderHash = nodeHash(sibling, olderHash);
      newerHash = nodeHash(sibling, newerHash);
    } else newerHash = nodeHash(newerHash, sibling);
    path.rise();
  }
  return path.ended && olderHash.equals(older.root) && newerHash.equals(newer.root);
}

/** The way of a node up to the root, beside that of the last node of its level. */
class Path {
  constructor(
    private node: number,
    private last: number,
  ) {}

  get ended(): boolean {
    return this.last === 0;
  }

  get siblingIsLeft(): boolean {
    return isOdd(this.node) || this.node === this.last;
  }

  /** To the parent; past levels at which the node has no sibling, since it is the last. */
  rise(): void {
    if (this.node === this.last) while (!isOdd(this.node) && this.node !== 0) this.halve();
    this.halve();
  }

  riseWhileRight(): void {
    while (isOdd(this.node)) this.halve();
  }

  private halve(): void {
    this.node = Math.floor(this.node / 2);
    this.last = Math.floor(this.last / 2);
  }
}

const isOdd = (number: number): boolean => number % 2 === 1;
const isPowerOfTwo = (number: number): boolean => Number.isInteger(Math.log2(number));
const isCount = (number: number): boolean => Number.isSafeInteger(number) && number >= 0;
const areHashes = (hashes: readonly Hash[]): boolean => hashes.every(({ length }) => length === HASH_BYTES);
