import { ask } from './client.js';

/** A page of a connection. */
export interface Page<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const pageFields = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** Asks for a page of a root field that is a connection: `incidents`, say, with arguments as GraphQL writes them. */
export async function page<Node>(
  url: string,
  field: string,
  args: string,
  node: string,
  key?: string,
): Promise<Page<Node>> {
  const query = `{ ${field}(${args}) { ${pageFields} edges { cursor node { ${node} } } } }`;
  const data = await ask<Record<string, Page<Node>>>(url, query, {}, key);
  const answer = data[field];
  if (!answer) throw new Error(`No answer to ${field}`);
  return answer;
}

/** Walks through the pages of a root field to its end, forwards or backwards, and gives all nodes in their order. */
export async function allPages<Node>(
  url: string,
  field: string,
  { args = '', backwards = false, node, size }: Walk,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let cursor: string | null = null;
  do {
    const [count, from] = backwards ? ['last', 'before'] : ['first', 'after'];
    const place: string = cursor === null ? '' : `, ${from}: "${cursor}"`;
    const { edges, pageInfo }: Page<Node> = await page(url, field, `${count}: ${size}${place}${args}`, node);
    const found = edges.map((edge) => edge.node);
    if (backwards) nodes.unshift(...found);
    else nodes.push(...found);
    const { endCursor, hasNextPage, hasPreviousPage, startCursor } = pageInfo;
    const [more, end] = backwards ? [hasPreviousPage, startCursor] : [hasNextPage, endCursor];
    cursor = more ? end : null;
  } while (cursor !== null);
  return nodes;
}

interface Walk {
  /** Further arguments, after a comma. */
  readonly args?: string;
  readonly backwards?: boolean;
  /** What to ask of each. */
  readonly node: string;
  readonly size: number;
}
