import { type Operation, applyPatch } from 'rfc6902';
import { ask } from './client.js';

/** One operation of a JSON Patch, as the API shows it. */
export interface Change {
  readonly op: 'ADD' | 'REMOVE' | 'REPLACE';
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** An event of an incident, and what it changed. */
export interface HistoryEntry {
  readonly event: { readonly type: string; readonly revision: number; readonly data: unknown };
  readonly before: object | null;
  readonly after: object | null;
  readonly changes: readonly Change[];
}

interface HistoryPage {
  readonly incidentHistory: {
    readonly edges: readonly { readonly node: HistoryEntry }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

const query = `query ($id: ID!, $first: Int, $after: String) { incidentHistory(id: $id, first: $first, after: $after) {
  edges { node { event { type revision data } before after changes { op path before after } } }
  pageInfo { hasNextPage endCursor } } }`;

/** The whole history of an incident, page by page. */
export async function historyOf(url: string, id: string, first = 100, key?: string): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let after: string | null = null; ;) {
    const { incidentHistory }: HistoryPage = await ask<HistoryPage>(url, query, { id, first, after }, key);
    if (!incidentHistory) throw new Error(`There is no history of ${id}`);
    entries.push(...incidentHistory.edges.map(({ node }) => node));
    if (!incidentHistory.pageInfo.hasNextPage) return entries;
    after = incidentHistory.pageInfo.endCursor;
  }
}

/** The document after the changes, applied by a library that knows RFC 6902 and nothing of Sitrep. */
export function applied(changes: readonly Change[], document: object = {}): object {
  // The library knows a list only by the constructor of its own realm, and `fetch` is of another.
  const ours = JSON.parse(JSON.stringify({ changes, document })) as { changes: Change[]; document: object };
  const patched = ours.document;
  const failures = applyPatch(
    patched,
    ours.changes.map(({ after, op, path }): Operation => {
      if (op === 'REMOVE') return { op: 'remove', path };
      return { op: op === 'ADD' ? 'add' : 'replace', path, value: after };
    }),
  );
  const failure = failures.find((one) => one !== null);
  if (failure) throw failure;
  return patched;
}
