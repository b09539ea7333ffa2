import type { Actor } from '#decider';
import type { Position } from '#event-log';
import { incidents } from '#incident';
import { oneOf } from './condition.js';
import { List } from './list.js';
import { type Page, type PageRequest, pageOf } from './page.js';
import type { Reader } from './reader.js';

/** One event of an incident, for people. */
export interface TimelineEntry {
  /** The event's. */
  readonly id: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  /** The person for whom the actor acted. */
  readonly onBehalfOf: Actor | null;
  /** The event's type. */
  readonly kind: string;
  /** The event in a sentence. */
  readonly text: string;
  readonly data: object;
  readonly revision: number;
  readonly position: Position;
}

interface TimelineRow {
  readonly event_id: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly on_behalf_of: string | null;
  readonly kind: string;
  readonly data: string;
  readonly revision: number;
  readonly position: string;
}

export interface TimelineQuery {
  readonly incidentId: string;
  /** The types of event; all, unless given. */
  readonly kinds?: readonly string[] | null | undefined;
  readonly page?: PageRequest | undefined;
}

export class Timeline {
  constructor(private readonly reader: Reader) {}

  /**
   * Of an incident that the caller may see: what happened, in that order; what happened at once, as it was recorded.
   * @throws InvalidPage
   */
  page({ incidentId, kinds, page }: TimelineQuery): Page<TimelineEntry> {
    const list = new List<'occurred_at' | 'revision', TimelineRow>(this.reader, {
      table: 'timeline',
      columns: [
        'event_id',
        'occurred_at',
        'recorded_at',
        'actor',
        'on_behalf_of',
        'kind',
        'data',
        'revision',
        'position',
      ],
      order: {
        name: 'timeline',
        columns: [
          { name: 'occurred_at', type: 'string' },
          { name: 'revision', type: 'number' },
        ],
        descending: false,
      },
      partition: { column: 'incident', values: [incidentId] },
      selective: [],
      tests: kinds ? [oneOf('kind', kinds)] : [],
    });
    return this.reader.snapshot(() => pageOf(list, page ?? {}, entryIn));
  }
}

function entryIn(row: TimelineRow): TimelineEntry {
  // The projection wrote these as JSON.
  const data = JSON.parse(row.data) as object;
  const actor = JSON.parse(row.actor) as Actor;
  const onBehalfOf = row.on_behalf_of === null ? null : (JSON.parse(row.on_behalf_of) as Actor);
  const { occurred_at: occurredAt, recorded_at: recordedAt, kind, revision, position } = row;
  const facts = { occurredAt, recordedAt, actor, ...(onBehalfOf && { onBehalfOf }) };
  const text = incidents.describe({ event: { type: kind, data }, facts });
  return {
    id: row.event_id,
    occurredAt,
    recordedAt,
    actor,
    onBehalfOf,
    kind,
    text,
    data,
    revision,
    position,
  };
}
