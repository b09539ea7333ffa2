import { InvalidPage } from '../errors.js';
import { type Bound, type Key, type Order, type Range, cursorOf, keyIn } from './order.js';

/** A page as Relay's connections ask for it: the `first` so many after `after`, or the `last` so many before `before`. */
export interface PageRequest {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** What is not said to be shorter or longer is this long. */
export const PAGE_LENGTH = 20;
export const LONGEST_PAGE = 500;

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** Some of a list, in its order whichever way it was asked for. What costs a query of its own is asked when it is read. */
export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: {
    /** Whether the list goes on beyond the last edge. */
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** How many there are in all. */
  readonly totalCount: number;
}

/** A list in a total order, of which pages can be taken. */
export interface Listing<Row, Node> {
  readonly order: Order;
  rows(range: Range): readonly Row[];
  keyOf(row: Row): Key;
  nodeOf(row: Row): Node;
  count(): number;
}

/** @throws InvalidPage */
export function pageOf<Row, Node>(list: Listing<Row, Node>, request: PageRequest): Page<Node> {
  const { backwards, length } = extentOf(request);
  const after = boundAt('after', request.after, list.order);
  const before = boundAt('before', request.before, list.order);
  const rows = list.rows({ after, before, backwards, limit: length });
  const keys = rows.map((row) => list.keyOf(row));
  if (backwards) keys.reverse();
  const edges = rows.map((row) => ({
    cursor: cursorOf(list.order, list.keyOf(row)),
    node: list.nodeOf(row),
  }));
  if (backwards) edges.reverse();

  const exists = (range: Pick<Range, 'after' | 'before'>) =>
    list.rows({ ...range, backwards: false, limit: 1 }).length > 0;
  const beyond = (cursor: Bound | undefined, side: 'after' | 'before') =>
    cursor !== undefined && exists({ [side]: { ...cursor, inclusive: true } });
  const [start, end] = [keys.at(0), keys.at(-1)];
  return {
    edges,
    pageInfo: {
      // An empty page lies at the cursor that it starts from, whose own row is then beyond its other end.
      get hasNextPage() {
        if (end) return exists({ after: { key: end, inclusive: false } });
        return backwards ? beyond(before, 'after') : exists({ after });
      },
      get hasPreviousPage() {
        if (start) return exists({ before: { key: start, inclusive: false } });
        return backwards ? exists({ before }) : beyond(after, 'before');
      },
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return list.count();
    },
  };
}

function extentOf({ first, last }: PageRequest): { backwards: boolean; length: number } {
  if (typeof first === 'number' && typeof last === 'number')
    throw new InvalidPage('last', 'Ask for the first or the last, not for both.');
  const backwards = typeof last === 'number';
  const length = first ?? last ?? PAGE_LENGTH;
  if (!Number.isInteger(length) || length < 0 || length > LONGEST_PAGE)
    throw new InvalidPage(
      backwards ? 'last' : 'first',
      `A page has from 0 to ${String(LONGEST_PAGE)} entries.`,
    );
  return { backwards, length };
}

function boundAt(
  argument: 'after' | 'before',
  cursor: string | null | undefined,
  order: Order,
): Bound | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const key = keyIn(cursor, order);
  if (!key)
    throw new InvalidPage(
      argument,
      `\`${argument}\` is not a cursor of this list in this order; take one from its edges.`,
    );
  return { key, inclusive: false };
}
