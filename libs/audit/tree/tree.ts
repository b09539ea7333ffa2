import { HASH_BYTES, type Hash, nodeHash } from './hash.js';
import { type Subtrees, rootOf } from './proof.js';

/** A tree in memory, which leaves are appended to: 64 bytes for each. */
export class MerkleTree implements Subtrees {
  readonly #levels: Hashes[] = [];

  constructor(leaves: Iterable<Hash> = []) {
    for (const leaf of leaves) this.append(leaf);
  }

  get size(): number {
    return this.#levels[0]?.count ?? 0;
  }

  append(leaf: Hash): void {
    let hash = leaf;
    for (let level = 0; ; level += 1) {
      const hashes = (this.#levels[level] ??= new Hashes());
      hashes.push(hash);
      if (hashes.count % 2 === 1) return;
      hash = nodeHash(hashes.at(hashes.count - 2), hash);
    }
  }

  /** @throws RangeError when the tree has no such complete subtree */
  node(level: number, index: number): Hash {
    const hashes = this.#levels[level];
    if (!hashes) throw new RangeError(`The tree has no level ${level}`);
    return hashes.at(index);
  }

  /** The root of its first leaves; of all, unless told how many. */
  root(size = this.size): Hash {
    return rootOf(this, size);
  }
}

/** Hashes side by side in one buffer, which doubles as it fills. */
class Hashes {
  #bytes = Buffer.alloc(HASH_BYTES);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push(hash: Hash): void {
    const end = this.#count * HASH_BYTES;
    if (end === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(end)]);
    hash.copy(this.#bytes, end);
    this.#count += 1;
  }

  at(index: number): Hash {
    if (index < 0 || index >= this.#count)
      throw new RangeError(`There is no hash ${index} of ${this.#count}`);
    return this.#bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }
}
