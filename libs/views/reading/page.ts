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
export const LONGEST_PAGE = 100;

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** Some of a list, in its order whichever way it was asked for. What takes time is worked out when it is read. */
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
export interface Pageable<Row> {
  readonly order: Order;
  rows(range: Range): readonly Row[];
  keyOf(row: Row): Key;
  count(): number;
}

/** Its getter is the class's: V8 makes a dictionary of an object that has one of its own. */
class RowEdge<Row, Node> implements Edge<Node> {
  constructor(
    private readonly list: Pageable<Row>,
    private readonly row: Row,
    readonly node: Node,
  ) {}

  get cursor(): string {
    return cursorOf(this.list.order, this.list.keyOf(this.row));
  }
}

/** @throws InvalidPage */
export function pageOf<Row, Node>(
  list: Pageable<Row>,
  request: PageRequest,
  nodeOf: (row: Row) => Node,
): Page<Node> {
  const { backwards, length } = extentOf(request);
  const after = boundAt('after', request.after, list.order);
  const before = boundAt('before', request.before, list.order);
  const found = list.rows({ after, before, backwards, limit: length + 1 });
  const more = found.length > length;
  const rows = backwards ? found.slice(0, length).reverse() : found.slice(0, length);
  const edges = rows.map((row) => new RowEdge(list, row, nodeOf(row)));

  const exists = (range: Pick<Range, 'after' | 'before'>) =>
    list.rows({ ...range, backwards: false, limit: 1 }).length > 0;
  // An empty page lies at the cursor where it would start, and the cursor's own row is then beyond it.
  const exclusive = (row: Row) => ({ key: list.keyOf(row), inclusive: false });
  const inclusive = ({ key }: Bound) => ({ key, inclusive: true });
  const [start, end] = [rows.at(0), rows.at(-1)];
  return {
    edges,
    pageInfo: {
      get hasNextPage() {
        if (!backwards && (more || !before)) return more;
        if (end) return exists({ after: exclusive(end) });
        return backwards ? before !== undefined && exists({ after: inclusive(before) }) : exists({ after });
      },
      get hasPreviousPage() {
        if (backwards && (more || !after)) return more;
        if (start) return exists({ before: exclusive(start) });
        return backwards ? exists({ before }) : after !== undefined && exists({ before: inclusive(after) });
      },
      get startCursor() {
        return edges.at(0)?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
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
