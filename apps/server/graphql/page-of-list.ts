import { LONGEST_PAGE, PAGE_LENGTH } from '#views';
import { badUserInput } from './errors.js';
import type { PageArgs, PageInfo } from './connection.js';

export interface ListPage<Item> {
  readonly edges: { cursor: string; node: Item }[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
}

/**
 * A page of a list that is at hand as a whole, as Relay's specification of cursor connections has it. An item's
 * cursor is its key, so that a page stays the same page when the list grows.
 *
 * @throws ApiError BAD_USER_INPUT for an unknown cursor, or for more or fewer items than a page may have
 */
export function pageOfList<Item>(
  items: readonly Item[],
  args: PageArgs,
  keyOf: (item: Item) => string,
): ListPage<Item> {
  const from = args.after == null ? 0 : indexOf(items, keyOf, args.after, 'after') + 1;
  const to = args.before == null ? items.length : indexOf(items, keyOf, args.before, 'before');
  let start = from;
  let end = Math.max(from, to);
  if (args.last == null || args.first != null) end = Math.min(end, start + sizeOf(args.first, 'first'));
  if (args.last != null) start = Math.max(start, end - sizeOf(args.last, 'last'));
  const edges = items.slice(start, end).map((node) => ({ cursor: keyOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: items.length,
  };
}

function sizeOf(asked: number | null | undefined, path: string): number {
  const size = asked ?? PAGE_LENGTH;
  if (size < 0 || size > LONGEST_PAGE)
    throw badUserInput([{ path, message: `must be from 0 to ${LONGEST_PAGE}` }]);
  return size;
}

function indexOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  cursor: string,
  path: string,
): number {
  const index = items.findIndex((item) => keyOf(item) === cursor);
  if (index < 0) throw badUserInput([{ path, message: 'is no cursor of this list' }]);
  return index;
}
