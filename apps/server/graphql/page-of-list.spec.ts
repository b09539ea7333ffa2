import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PageArgs } from './connection.js';
import { ApiError } from './errors.js';
import { pageOfList } from './page-of-list.js';

const letters = ['a', 'b', 'c', 'd', 'e'];
const page = (args: PageArgs, items: readonly string[] = letters) => pageOfList(items, args, (item) => item);
const nodes = (args: PageArgs, items?: readonly string[]) =>
  page(args, items)
    .edges.map(({ node }) => node)
    .join('');

function refusal(args: PageArgs): unknown {
  try {
    page(args);
  } catch (error) {
    if (error instanceof ApiError) return error.extensions;
  }
  return undefined;
}

describe('a page of a list', () => {
  it('is its first twenty items, unless said otherwise', () => {
    const many = Array.from({ length: 30 }, (_, index) => String(index));
    expect(page({}, many).edges.map(({ node }) => node)).toEqual(many.slice(0, 20));
    expect(page({ first: null, after: null }, many).edges).toHaveLength(20);
  });

  it('is so many from the start, or after a cursor', () => {
    expect(nodes({ first: 2 })).toBe('ab');
    expect(nodes({ first: 2, after: 'b' })).toBe('cd');
    expect(nodes({ first: 2, after: 'd' })).toBe('e');
    expect(nodes({ first: 2, after: 'e' })).toBe('');
    expect(nodes({ first: 0 })).toBe('');
  });

  it('is so many from the end, or before a cursor', () => {
    expect(nodes({ last: 2 })).toBe('de');
    expect(nodes({ last: 2, before: 'd' })).toBe('bc');
    expect(nodes({ last: 9, before: 'c' })).toBe('ab');
    expect(nodes({ last: 2, before: 'a' })).toBe('');
  });

  it('is what both ask for, where both ends are named', () => {
    expect(nodes({ first: 9, after: 'a', before: 'd' })).toBe('bc');
    expect(nodes({ first: 4, last: 2 })).toBe('cd');
    expect(nodes({ after: 'd', before: 'b' })).toBe('');
  });

  it('says what comes before and after it, and how many there are in all', () => {
    expect(page({ first: 2, after: 'a' })).toMatchObject({
      pageInfo: { hasPreviousPage: true, hasNextPage: true, startCursor: 'b', endCursor: 'c' },
      totalCount: 5,
    });
    expect(page({ first: 5 }).pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: false });
    expect(page({ first: 5 }, []).pageInfo).toEqual({
      hasPreviousPage: false,
      hasNextPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('is refused for a cursor of another list, and for a size that no page has', () => {
    for (const path of ['after', 'before'])
      expect(refusal({ [path]: 'z' })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path, message: 'is no cursor of this list' }],
      });
    for (const path of ['first', 'last'])
      for (const size of [-1, 101])
        expect(refusal({ [path]: size })).toMatchObject({
          code: 'BAD_USER_INPUT',
          fields: [{ path, message: 'must be from 0 to 100' }],
        });
  });

  it('gives every item once to whoever walks through, forwards or backwards', () => {
    const walk = (items: readonly string[], size: number, backwards: boolean) => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const args: PageArgs = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
        const { edges, pageInfo } = page(args, items);
        const nodes = edges.map(({ node }) => node);
        if (backwards) found.unshift(...nodes);
        else found.push(...nodes);
        const more = backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
        cursor = more ? (backwards ? pageInfo.startCursor : pageInfo.endCursor) : null;
      } while (cursor !== null);
      return found;
    };
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        fc.boolean(),
        (items, size, backwards) => {
          expect(walk(items, size, backwards)).toEqual(items);
        },
      ),
    );
  });
});
