import { describe, expect, it } from '@jest/globals';
import { MerkleTree, eventLeaf, provesConsistency, provesInclusion } from '#audit';
import type { RecordedEvent } from '#event-log';
import { projecting, temporaryFiles } from '../testing/files.js';
import { rowsOf } from '../testing/rows.js';
import { positionOf, recorded, uuid } from '../testing/telling.js';
import { LogTree } from './log-tree.js';

const files = temporaryFiles();

/** As many events that no projection reads, each with a hash of its own. */
const events = (count: number): RecordedEvent[] => {
  const [one] = recorded([{ stream: 'weather-1', type: 'RainFell', data: {} }]);
  if (!one) throw new Error('There is one');
  return Array.from({ length: count }, (_, at) => ({
    ...one,
    revision: at,
    position: positionOf(at + 1),
    hash: (at + 1).toString(16).padStart(64, 'a'),
  }));
};

const treeOf = (log: readonly RecordedEvent[]): MerkleTree =>
  new MerkleTree(log.map(({ hash }) => eventLeaf(hash)));

/** The file of views that were stopped after each of these numbers of events, and opened again. */
function projectedIn(log: readonly RecordedEvent[], cuts: readonly number[] = []): string {
  const file = files.empty();
  const ends = [...cuts, log.length];
  for (const [at, end] of ends.entries())
    projecting(file, (projector) => {
      projector.apply(log.slice(ends[at - 1] ?? 0, end));
      projector.commit();
    });
  return file;
}

const readingOf = (log: readonly RecordedEvent[]): LogTree =>
  new LogTree(files.reading([], projectedIn(log)));

describe('the tree over the log', () => {
  const log = events(66_000);
  const expected = treeOf(log);
  const tree = readingOf(log);
  const sizes = [1, 2, 3, 255, 256, 257, 511, 512, 513, 40_000, 65_535, 65_536, 65_537, 65_792, 66_000];

  it('is as large as the log', () => {
    expect(tree.extent()).toEqual({ size: 66_000, position: positionOf(66_000) });
  });

  it('has the root of each size that it had', () => {
    expect(tree.root(0)).toEqual(expected.root(0));
    for (const size of sizes) expect([size, tree.root(size)]).toEqual([size, expected.root(size)]);
  });

  it('proves each event at each size', () => {
    for (const size of sizes)
      for (const index of new Set([0, Math.floor(size / 3), size - 2, size - 1].filter((at) => at >= 0))) {
        const proof = tree.inclusionProof(index, size);
        const head = { size, root: expected.root(size) };
        expect([index, size, provesInclusion(tree.leaf(index), index, head, proof)]).toEqual([
          index,
          size,
          true,
        ]);
        expect(tree.leaf(index)).toEqual(expected.node(0, index));
      }
  });

  it('proves that each size begins the later ones', () => {
    for (const newer of sizes)
      for (const older of sizes.filter((size) => size <= newer)) {
        const proof = tree.consistencyProof(older, newer);
        const heads = [older, newer].map((size) => ({ size, root: expected.root(size) }));
        const [before, after] = heads;
        expect([older, newer, before && after && provesConsistency(before, after, proof)]).toEqual([
          older,
          newer,
          true,
        ]);
      }
  });

  it('knows the place of an event, or that of one less than 256 before it', () => {
    expect(tree.landmark(positionOf(1))).toEqual({ index: 0, position: positionOf(1) });
    expect(tree.landmark(positionOf(257))).toEqual({ index: 256, position: positionOf(257) });
    expect(tree.landmark(positionOf(700))).toEqual({ index: 512, position: positionOf(513) });
  });

  it('tells nothing of what is not there', () => {
    expect(() => tree.root(66_001)).toThrow(RangeError);
    expect(() => tree.leaf(66_000)).toThrow(RangeError);
    expect(() => tree.inclusionProof(5, 5)).toThrow(RangeError);
    expect(() => tree.consistencyProof(5, 4)).toThrow(RangeError);
  });
});

describe('the rows of the tree', () => {
  it('are the same wherever the views were stopped', () => {
    const log = events(900);
    const cuts = [1, 2, 255, 256, 257, 300, 511, 512, 768, 800];
    expect(rowsOf(projectedIn(log, cuts))['tiles']).toEqual(rowsOf(projectedIn(log))['tiles']);
  });

  it('are few: one for 256 events, and one for 256 of those', () => {
    expect(rowsOf(projectedIn(events(900)))['tiles']).toHaveLength(4 + 1);
  });
});

describe('the tree over an empty log', () => {
  it('has the root of nothing, and knows no place', () => {
    const tree = readingOf([]);
    expect(tree.extent()).toEqual({ size: 0, position: undefined });
    expect(tree.root(0)).toEqual(new MerkleTree().root());
    expect(tree.landmark(positionOf(1))).toBeUndefined();
  });
});

describe('the tree over a log with what the views cannot take', () => {
  it('has all of it', () => {
    const stream = `incident-${uuid(1)}`;
    const log = recorded([
      { stream, type: 'NoteRecorded', data: { nothing: 'of the kind' } },
      { stream, type: 'Unheard', data: {} },
      { stream: 'audit-checkpoints', type: 'CheckpointSigned', data: { size: 'large' } },
      { stream: `deployment-${uuid(2)}`, type: 'DeploymentStarted', data: {} },
    ]);
    const tree = readingOf(log);
    expect(tree.extent().size).toBe(4);
    expect(tree.root(4)).toEqual(treeOf(log).root());
  });
});
