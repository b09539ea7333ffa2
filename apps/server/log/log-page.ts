import type { Position, RecordedEvent, ScannedPart } from '#event-log';
import type { PageInfo } from '../graphql/connection.js';

export interface LogPage {
  readonly edges: { cursor: Position; node: RecordedEvent }[];
  readonly pageInfo: PageInfo;
}

export interface LogPaging {
  readonly after: Position | undefined;
  readonly size: number;
  /** The event as it may be shown; undefined where it may not. */
  readonly shown: (event: RecordedEvent) => RecordedEvent | undefined | Promise<RecordedEvent | undefined>;
  /** Whether the time for the page is up. */
  readonly isOver: () => boolean;
}

/**
 * The first events of a scan that may be shown. When its time is up, the page ends with what was found until then: it
 * says that there is more, and its end is the event up to which the log was looked at, which is always later than where
 * it began. So whoever follows the cursors comes to the end of the log, with an answer to each request in bounded time.
 */
export async function logPage(parts: AsyncIterable<ScannedPart>, paging: LogPaging): Promise<LogPage> {
  const { after, isOver, shown, size } = paging;
  const found: RecordedEvent[] = [];
  for await (const { events, reached } of parts) {
    for (const event of events) {
      const visible = shown(event);
      const node = visible instanceof Promise ? await visible : visible;
      if (!node) continue;
      if (found.length === size) return pageOf(found, paging, { more: true });
      found.push(node);
    }
    if (reached !== after && isOver()) return pageOf(found, paging, { more: true, end: reached });
  }
  return pageOf(found, paging, { more: false });
}

function pageOf(
  found: readonly RecordedEvent[],
  { after }: LogPaging,
  { end, more }: { readonly more: boolean; readonly end?: Position | undefined },
): LogPage {
  const edges = found.map((node) => ({ cursor: node.position, node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: after !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: end ?? edges.at(-1)?.cursor ?? null,
    },
  };
}
