import { hash as digest } from 'node:crypto';
import { HASH_BYTES, type Hash, LEAF_PREFIX, NODE_PREFIX } from './hash.js';

/** How many hashes of a level a tile holds side by side, and how many levels one above it spares: 2^8. */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

const leaf = Buffer.alloc(1 + HASH_BYTES, LEAF_PREFIX);
const pair = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

/**
 * Up to 256 hashes of one level of a tree, side by side, as C2SP's tlog-tiles has them. Kept as tiles a tree takes a
 * row for 256 leaves, and a proof a few rows. What it does is done for each event of the log, so it makes no objects.
 */
export class Tile {
  readonly #bytes = Buffer.alloc(TILE_WIDTH * HASH_BYTES);
  #count = 0;

  /** @param hashes those that it has already */
  constructor(hashes: Uint8Array = Buffer.alloc(0)) {
    this.#bytes.set(hashes);
    this.#count = hashes.length / HASH_BYTES;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  get isFull(): boolean {
    return this.#count === TILE_WIDTH;
  }

  /** The hashes that it has. They change with it. */
  get hashes(): Buffer {
    return this.#bytes.subarray(0, this.#count * HASH_BYTES);
  }

  push(hash: Hash): void {
    this.#bytes.set(hash, this.#next());
  }

  /** Adds the leaf of an event; see `eventLeaf`. */
  pushEvent(hash: string): void {
    const written = leaf.write(hash, 1, 'hex');
    const data = written === HASH_BYTES ? leaf : leaf.subarray(0, 1 + written);
    this.#bytes.write(digest('sha256', data, 'binary'), this.#next(), 'latin1');
  }

  clear(): void {
    this.#count = 0;
  }

  #next(): number {
    if (this.isFull) throw new RangeError('The tile is full');
    return this.#count++ * HASH_BYTES;
  }
}

/** The root of a complete subtree: of 1, 2, 4… hashes side by side. */
export function subtreeRoot(hashes: Uint8Array): Hash {
  const nodes = Buffer.from(hashes);
  for (let count = nodes.length / HASH_BYTES; count > 1; count /= 2)
    for (let at = 0; at < count / 2; at++) {
      nodes.copy(pair, 1, at * 2 * HASH_BYTES, (at + 1) * 2 * HASH_BYTES);
      nodes.write(digest('sha256', pair, 'binary'), at * HASH_BYTES, 'latin1');
    }
  return nodes.subarray(0, HASH_BYTES);
}
