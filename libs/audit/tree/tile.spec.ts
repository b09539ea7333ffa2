import { describe, expect, it } from '@jest/globals';
import { leaves, nodes } from '../testing/vectors.js';
import { type Hash, eventLeaf, leafHash } from './hash.js';
import { TILE_WIDTH, Tile, subtreeRoot } from './tile.js';
import { MerkleTree } from './tree.js';

const hashes = (count: number): Hash[] =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`${at}`)));

describe('a tile', () => {
  it('keeps what is put into it, and goes on from what was kept', () => {
    const [one, two, ...more] = hashes(10);
    const tile = new Tile(Buffer.concat([one ?? '', two ?? ''].map((hash) => Buffer.from(hash))));
    for (const hash of more) tile.push(hash);
    expect(tile.hashes).toEqual(Buffer.concat(hashes(10)));
  });

  it('takes 256 hashes and no more', () => {
    const tile = new Tile();
    for (const hash of hashes(TILE_WIDTH)) {
      expect(tile.isFull).toBe(false);
      tile.push(hash);
    }
    expect(tile.isFull).toBe(true);
    expect(() => {
      tile.push(leafHash(Buffer.of()));
    }).toThrow(RangeError);
    tile.clear();
    expect(tile.hashes).toHaveLength(0);
  });

  it.each([
    ['a hash', 'ab'.repeat(32)],
    ['none', ''],
    ['something else', '12 no hash'],
    ['more than a hash', 'cd'.repeat(40)],
  ])('has the leaf of an event with %s, whatever event came before', (_, hash) => {
    const tile = new Tile();
    tile.pushEvent('ef'.repeat(32));
    tile.pushEvent(hash);
    expect(tile.hashes.subarray(32)).toEqual(eventLeaf(hash));
  });
});

describe('the root of a complete subtree', () => {
  it('is the published one of one, two, four and eight leaves', () => {
    for (const [level, [root]] of nodes.entries())
      expect(subtreeRoot(Buffer.concat(leaves.slice(0, 2 ** level)))).toEqual(root);
  });

  it('is that of a tree of 256, and leaves the hashes as they are', () => {
    const tile = Buffer.concat(hashes(TILE_WIDTH));
    const before = Buffer.from(tile);
    expect(subtreeRoot(tile)).toEqual(new MerkleTree(hashes(TILE_WIDTH)).root());
    expect(tile).toEqual(before);
  });
});
