import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pointer, applyPatch } from 'rfc6902';
import { type Change, changesBetween } from './changes.js';

const cloned = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The document after the changes, each of which must find what it says was there. */
function applied(document: object, changes: readonly Change[]): unknown {
  const patched: unknown = cloned(document);
  for (const { after, before, op, path } of changes) {
    if (op !== 'ADD') expect(Pointer.fromJSON(path).get(patched)).toEqual(before);
    const value = op === 'REMOVE' ? {} : { value: cloned(after) };
    const [failure] = applyPatch(patched, [
      // The operations of RFC 6902 are written small.
      { op: op.toLowerCase() as 'add', path, ...value } as Parameters<typeof applyPatch>[1][number],
    ]);
    expect(failure).toBeNull();
  }
  return patched;
}

const names = fc.constantFrom('a', 'b', 'a/b', '~0', '~', '', '0', '-', 'title');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, 0, '', 'x', 'y'), fc.string({ maxLength: 3 })),
    fc.array(tie('tree'), { maxLength: 6 }),
    fc.dictionary(names, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const anyDocument = fc.dictionary(names, tree, { maxKeys: 5, noNullPrototype: true });

describe('The changes between two documents', () => {
  it('lead from the one to the other as a JSON Patch, and say what was there before', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (before, after) => {
        expect(applied(before, changesBetween(before, after))).toEqual(after);
      }),
      { numRuns: 1000 },
    );
  });

  it('are none where nothing changed', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(changesBetween(document, Object(cloned(document)) as object)).toEqual([]);
      }),
    );
  });

  it('name only the items of a list that come or go, and only the fields of one that changed', () => {
    const [first, second] = [
      { id: 1, body: 'Seen', retracted: null },
      { id: 2, body: 'Restarted', retracted: null },
    ];
    const third = { id: 3, body: 'Over', retracted: null };
    expect(changesBetween({ notes: [first, second] }, { notes: [second, third] })).toEqual([
      { op: 'REMOVE', path: '/notes/0', before: first, after: null },
      { op: 'ADD', path: '/notes/1', before: null, after: third },
    ]);
    const retracted = { ...first, retracted: 'Wrong' };
    expect(changesBetween({ notes: [first, second] }, { notes: [retracted, second] })).toEqual([
      { op: 'REPLACE', path: '/notes/0/retracted', before: null, after: 'Wrong' },
    ]);
    expect(changesBetween({ tags: ['a', 'b', 'c'] }, { tags: ['b', 'c', 'd'] })).toEqual([
      { op: 'REMOVE', path: '/tags/0', before: 'a', after: null },
      { op: 'ADD', path: '/tags/2', before: null, after: 'd' },
    ]);
  });
});
