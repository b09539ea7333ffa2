import {
  HASH_BYTES,
  type Hash,
  type Subtrees,
  TILE_HEIGHT,
  TILE_WIDTH,
  consistencyProof,
  inclusionProof,
  rootOf,
  subtreeRoot,
} from '#audit';
import type { Position } from '#event-log';
import { checkpointIn } from '../status.js';
import { atMost } from './condition.js';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** How large the tree is, and the position of its last event; undefined in an empty log. */
export interface TreeExtent {
  readonly size: number;
  readonly position: Position | undefined;
}

/** Where to count from to an event's place in the tree. */
export interface Landmark {
  /** The place of the event at `position`, from 0 on. */
  readonly index: number;
  readonly position: Position;
}

/**
 * The Merkle tree over the events of the log, as far as the views have come. Roots and proofs of every size that it
 * ever had take a few rows each, however large it is.
 */
export class LogTree {
  constructor(private readonly reader: Reader) {}

  extent(): TreeExtent {
    const { events = 0, position } = checkpointIn(this.reader) ?? {};
    return { size: events, position };
  }

  /** The root of its first `size` events. @throws RangeError when it has fewer */
  root(size: number): Hash {
    return this.#read(size, (tree) => rootOf(tree, size));
  }

  leaf(index: number): Hash {
    return this.#read(index + 1, (tree) => tree.node(0, index));
  }

  /** See `inclusionProof` of #audit. @throws RangeError for what is beyond it */
  inclusionProof(index: number, size: number): Hash[] {
    return this.#read(size, (tree) => inclusionProof(tree, index, size));
  }

  /** See `consistencyProof` of #audit. @throws RangeError for what is beyond it */
  consistencyProof(older: number, newer: number): Hash[] {
    return this.#read(newer, (tree) => consistencyProof(tree, older, newer));
  }

  /** The last event at or before this position whose place is known without reading the log: less than 256 before. */
  landmark(position: Position): Landmark | undefined {
    const row = this.reader.row(tileAt(position));
    return row && { index: row.tile * TILE_WIDTH, position: row.first };
  }

  #read<T>(size: number, read: (tree: Subtrees) => T): T {
    return this.reader.snapshot(() => {
      const { size: whole } = this.extent();
      if (size > whole) throw new RangeError(`The log has ${whole} events, not ${size}`);
      return read(new Tiles(this.reader));
    });
  }
}

/** The tiles that one question needs, each read once. */
class Tiles implements Subtrees {
  readonly #tiles = new Map<string, Uint8Array>();

  constructor(private readonly reader: Reader) {}

  node(level: number, index: number): Hash {
    const height = level % TILE_HEIGHT;
    const width = 2 ** height;
    const start = index * width;
    const hashes = this.#hashes((level - height) / TILE_HEIGHT, Math.floor(start / TILE_WIDTH));
    const from = (start % TILE_WIDTH) * HASH_BYTES;
    return subtreeRoot(hashes.subarray(from, from + width * HASH_BYTES));
  }

  #hashes(level: number, tile: number): Uint8Array {
    const key = `${level}/${tile}`;
    const hashes = this.#tiles.get(key) ?? this.reader.row(tileOf(level, tile))?.hashes;
    if (!hashes) throw new Error(`The tree lacks tile ${key}`);
    this.#tiles.set(key, hashes);
    return hashes;
  }
}

const tileOf = recurring((level: number, tile: number) =>
  from.selectFrom('tiles').select('hashes').where('level', '=', level).where('tile', '=', tile),
);

const tileAt = recurring((position: string) =>
  from
    .selectFrom('tiles')
    .select(['tile', 'first'])
    .where('level', '=', 0)
    .where('first', '<=', position)
    .orderBy('first', 'desc')
    .limit(atMost(1)),
);
