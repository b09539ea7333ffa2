import { describe, expect, it } from '@jest/globals';
import {
  MerkleTree,
  RecordAltered,
  checkpointText,
  eventLeaf,
  newSignerKey,
  parseSigner,
  signNote,
} from '#audit';
import type { LastCheckpoint } from '#views';
import { checkFile, checkLast } from './standing.js';

const mine = parseSigner(newSignerKey('sitrep/mine'));
const other = parseSigner(newSignerKey('sitrep/other'));

const leaf = (number: number) => eventLeaf(number.toString(16).padStart(64, '0'));
const leaves = [1, 2, 3, 4, 5, 6, 7].map(leaf);

/** A log of events with these leaves. */
const logOf = (of: typeof leaves) => {
  const tree = new MerkleTree(of);
  return {
    extent: () => ({ size: tree.size, position: undefined }),
    root: (size: number) => tree.root(size),
  };
};
const log = logOf(leaves);

const noteOf = (size: number, signer = mine): string =>
  signNote(checkpointText({ origin: 'sitrep/1', size, root: log.root(size) }), [signer]);

const lastOf = (size: number, changes: Partial<LastCheckpoint> = {}): LastCheckpoint => ({
  note: noteOf(size),
  size,
  root: log.root(size).toString('base64'),
  position: '7',
  verifierKey: String(mine.verifier),
  signedAt: '2026-03-02T09:00:00.000Z',
  revision: 3,
  ...changes,
});

const check =
  (last: LastCheckpoint, tree = log) =>
  () => {
    checkLast(tree, last, mine.verifier);
  };

describe('the last checkpoint', () => {
  it('stands where the log goes on from what it covers', () => {
    expect(check(lastOf(5))).not.toThrow();
    expect(check(lastOf(7))).not.toThrow();
  });

  it('stands where another key signed it, which it names', () => {
    const verifierKey = String(other.verifier);
    expect(check(lastOf(5, { note: noteOf(5, other), verifierKey }))).not.toThrow();
  });

  it.each([
    ['an event was changed', logOf(leaves.with(2, leaf(99))), /first 5 events of the log are not those/],
    ['an event was taken out', logOf(leaves.toSpliced(1, 1)), /first 5 events of the log are not those/],
    ['two events were exchanged', logOf(leaves.with(0, leaf(2)).with(1, leaf(1))), /are not those/],
    ['the end was cut off', logOf(leaves.slice(0, 4)), /Events are missing: .* covers 5, and the log has 4/],
  ])('does not stand where %s', (_, altered, message) => {
    expect(check(lastOf(5), altered)).toThrow(RecordAltered);
    expect(check(lastOf(5), altered)).toThrow(message);
  });

  it.each([
    ['its note was signed by a key that nobody knows', { note: noteOf(5, other) }],
    ['its note was changed', { note: noteOf(5).replace('\n5\n', '\n6\n') }],
    ['its note is none', { note: 'All is well.\n' }],
    ['it says another size than its note', { size: 6 }],
    ['it says another root than its note', { root: log.root(6).toString('base64') }],
    ['it names something that is no key', { verifierKey: 'a key' }],
  ])('does not stand where %s', (_, changes) => {
    expect(check(lastOf(5, changes))).toThrow(RecordAltered);
  });
});

describe('the checkpoint in the file', () => {
  it('stands where the log goes on from what it covers, whoever signed it', () => {
    expect(checkFile(log, noteOf(6, other)).size).toBe(6);
  });

  it.each([
    ['the end was cut off', logOf(leaves.slice(0, 5)), noteOf(6), /Events are missing/],
    ['an event was changed', logOf(leaves.with(2, leaf(99))), noteOf(6), /are not those/],
    [
      'the file is damaged',
      log,
      noteOf(6).slice(0, 30),
      /no checkpoint in the file checkpoint .* empty line .*signatures\. If/,
    ],
  ])('does not stand where %s, and says what to do', (_, altered, note, message) => {
    const check = () => checkFile(altered, note);
    expect(check).toThrow(message);
    expect(check).toThrow(/put back from a backup, move the file checkpoint out of/);
  });
});
