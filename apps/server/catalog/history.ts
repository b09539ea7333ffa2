import { Inject, Injectable } from '@nestjs/common';
import type { AnyDecider } from '#decider';
import type { EventLog, RecordedEvent } from '#event-log';
import { type PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { TimelineEntryType } from '../incident/timeline.js';
import { EVENT_LOG } from '../tokens.js';

export const HistoryConnection = connectionOf(TimelineEntryType, 'History');

/** A thing as a query gave it: no later event of it is shown. */
interface Shown {
  readonly id: string;
  /** Of its last event; null where it has none. */
  readonly revision: number | null;
}

/** What became of a thing of the catalog, event by event. A page is read from its stream in the log, and no more. */
@Injectable()
export class History {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** The oldest first. @throws ApiError BAD_USER_INPUT as `pageOfList` does, and what the log throws */
  async page(decider: AnyDecider, { id, revision }: Shown, args: PageArgs) {
    const revisions = Array.from({ length: revision === null ? 0 : revision + 1 }, (_, at) => at);
    const page = pageOfList(revisions, args, String);
    const [from, limit] = [page.edges[0]?.node, page.edges.length];
    if (from === undefined) return { ...page, edges: [] };
    const edges: { cursor: string; node: TimelineEntryType }[] = [];
    for await (const event of this.log.read(`${decider.category}-${id}`, { from, limit }))
      edges.push({ cursor: String(event.revision), node: entryOf(decider, event) });
    return { ...page, edges };
  }
}

function entryOf(decider: AnyDecider, event: RecordedEvent): TimelineEntryType {
  const { data, id, metadata, position, revision, type } = event;
  return {
    id,
    occurredAt: metadata.occurredAt,
    recordedAt: metadata.recordedAt,
    actor: metadata.actor,
    onBehalfOf: metadata.onBehalfOf ?? null,
    kind: type,
    text: decider.describe({ event, facts: metadata }),
    data,
    revision,
    position,
  };
}
