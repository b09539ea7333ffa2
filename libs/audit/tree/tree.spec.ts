import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { consistencies, inclusions, leaves, nodes, roots } from '../testing/vectors.js';
import { Frontier } from './frontier.js';
import { EMPTY_ROOT, type Hash, leafHash } from './hash.js';
import { consistencyProof, inclusionProof } from './proof.js';
import { MerkleTree } from './tree.js';
import { type TreeHead, provesConsistency, provesInclusion } from './verification.js';

const published = new MerkleTree(leaves);
const head = (size: number): TreeHead => ({ size, root: published.root(size) });
const leafAt = (index: number): Hash => leaves[index] ?? EMPTY_ROOT;

describe('the published tree of eight leaves', () => {
  it('has the published nodes', () => {
    expect(nodes.map((level, at) => level.map((_, index) => published.node(at, index)))).toEqual(nodes);
  });

  it('has the published root at each size', () => {
    expect(roots.map((_, size) => published.root(size))).toEqual(roots);
  });

  it('has them as it grows, too', () => {
    const frontier = new Frontier();
    const grown = [frontier.root()];
    for (const leaf of leaves) {
      frontier.append(leaf);
      grown.push(frontier.root());
    }
    expect(grown).toEqual(roots);
  });

  it.each(inclusions)('has the published proof of leaf $index among $size', ({ index, size, proof }) => {
    expect(inclusionProof(published, index, size)).toEqual(proof);
    expect(provesInclusion(leafAt(index), index, head(size), proof)).toBe(true);
  });

  it.each(consistencies)('has the published proof that $from begin $to', ({ from, to, proof }) => {
    expect(consistencyProof(published, from, to)).toEqual(proof);
    expect(provesConsistency(head(from), head(to), proof)).toBe(true);
  });

  it.each([
    [0, 0],
    [8, 8],
    [-1, 8],
  ])('has no proof of leaf %d among %d', (index, size) => {
    expect(() => inclusionProof(published, index, size)).toThrow(RangeError);
  });

  it.each([
    [5, 4],
    [-1, 4],
  ])('has no proof that %d begin %d', (from, to) => {
    expect(() => consistencyProof(published, from, to)).toThrow(RangeError);
  });

  it('has no nodes beyond its own', () => {
    expect(() => published.root(9)).toThrow(RangeError);
    expect(() => published.node(1, 4)).toThrow(RangeError);
    expect(() => published.node(5, 0)).toThrow(RangeError);
  });
});

/** A tree of up to 300 leaves, all different, and two sizes up to its own, the smaller one first. */
const anyTree = fc.integer({ min: 1, max: 300 }).chain((size) =>
  fc.record({
    tree: fc.constant(
      new MerkleTree(Array.from({ length: size }, (_, at) => leafHash(Buffer.from(`${at}`)))),
    ),
    sizes: fc
      .tuple(fc.integer({ min: 1, max: size }), fc.integer({ min: 1, max: size }))
      .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const),
    luck: fc.nat(),
  }),
);

const flipped = (hash: Hash, bit: number): Hash => {
  const other = Buffer.from(hash);
  const at = (bit >> 3) % other.length;
  other[at] = (other[at] ?? 0) ^ (1 << (bit & 7));
  return other;
};

/** Every way to spoil a proof by one hash: one altered, left out, put in, or two exchanged. */
const spoiled = (proof: readonly Hash[], luck: number): Hash[][] => [
  ...proof.map((hash, at) => proof.with(at, flipped(hash, luck))),
  ...proof.map((_, at) => proof.filter((_, other) => other !== at)),
  ...[0, ...proof.keys()].map((at) => [...proof.slice(0, at), leafHash(Buffer.of(7)), ...proof.slice(at)]),
  ...proof.slice(1).map((hash, at) => proof.with(at, hash).with(at + 1, proof[at] ?? hash)),
  [...proof, EMPTY_ROOT],
  [...proof, Buffer.alloc(0)],
];

describe('any tree', () => {
  it('grows to the roots that it had at each size', () => {
    fc.assert(
      fc.property(anyTree, ({ tree }) => {
        const frontier = new Frontier();
        for (let size = 0; size < tree.size; size++) {
          expect(frontier.root()).toEqual(tree.root(size));
          frontier.append(tree.node(0, size));
        }
        expect(frontier.root()).toEqual(tree.root());
      }),
      { numRuns: 20 },
    );
  });

  it('proves each of its leaves, and nothing but that', () => {
    fc.assert(
      fc.property(anyTree, ({ tree, sizes: [size], luck }) => {
        const index = luck % size;
        const leaf = tree.node(0, index);
        const root = tree.root(size);
        const proof = inclusionProof(tree, index, size);
        expect(provesInclusion(leaf, index, { size, root }, proof)).toBe(true);
        for (const other of spoiled(proof, luck))
          expect(provesInclusion(leaf, index, { size, root }, other)).toBe(false);
        for (let other = 0; other <= size; other++)
          if (other !== index) expect(provesInclusion(leaf, other, { size, root }, proof)).toBe(false);
        expect(provesInclusion(flipped(leaf, luck), index, { size, root }, proof)).toBe(false);
        expect(provesInclusion(leaf, index, { size, root: flipped(root, luck) }, proof)).toBe(false);
        expect(provesInclusion(leaf, index, { size: size * 2, root }, proof)).toBe(false);
      }),
    );
  });

  it('proves that it begins with each tree that it was, and with no other', () => {
    fc.assert(
      fc.property(anyTree, ({ tree, sizes: [from, to], luck }) => {
        const [older, newer] = [from, to].map((size) => ({ size, root: tree.root(size) }));
        if (!older || !newer) throw new Error('There are two sizes');
        const proof = consistencyProof(tree, from, to);
        expect(provesConsistency(older, newer, proof)).toBe(true);
        for (const other of spoiled(proof, luck)) expect(provesConsistency(older, newer, other)).toBe(false);
        const altered = (head: TreeHead): TreeHead => ({ ...head, root: flipped(head.root, luck) });
        expect(provesConsistency(altered(older), newer, proof)).toBe(false);
        expect(provesConsistency(older, altered(newer), proof)).toBe(false);
        expect(provesConsistency({ ...older, size: to + 1 }, newer, proof)).toBe(false);
        if (from < to) {
          expect(provesConsistency(newer, older, proof)).toBe(false);
          expect(provesConsistency({ ...older, size: from + 1 }, newer, proof)).toBe(false);
        }
      }),
    );
  });

  it('begins with the empty tree, which needs no proof', () => {
    const nothing = { size: 0, root: EMPTY_ROOT };
    expect(provesConsistency(nothing, head(8), [])).toBe(true);
    expect(consistencyProof(published, 0, 8)).toEqual([]);
    expect(provesConsistency({ ...nothing, root: leafAt(0) }, head(8), [])).toBe(false);
    expect(provesConsistency(nothing, head(8), [leafAt(0)])).toBe(false);
  });

  it('takes no number for a place that is none', () => {
    for (const odd of [-1, 0.5, NaN, 2 ** 60]) {
      expect(provesInclusion(leafAt(0), odd, head(1), [])).toBe(false);
      expect(provesInclusion(leafAt(0), 0, { ...head(1), size: odd }, [])).toBe(false);
      expect(provesConsistency({ ...head(1), size: odd }, head(1), [])).toBe(false);
    }
  });
});
