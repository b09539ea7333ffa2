import { type SqlBool, sql } from 'kysely';
import type { Actor } from '#decider';
import type { Position } from '#event-log';
import { type Viewer, incidents, redactionOf } from '#incident';
import type { TimelineDetail, TimelineTable } from '../projections/timeline.js';
import { checked, oneOf } from './condition.js';
import type { Incidents } from './incidents.js';
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

type TimelineRow = Omit<TimelineTable, 'incident'>;

export interface TimelineQuery {
  readonly incidentId: string;
  /** The types of event; all, unless given. */
  readonly kinds?: readonly string[] | null | undefined;
  /** The revision of the last event that is shown; the last of all, unless given. */
  readonly upTo?: number | undefined;
  readonly page?: PageRequest | undefined;
}

export class Timeline {
  constructor(
    private readonly reader: Reader,
    private readonly incidents: Incidents,
  ) {}

  /**
   * What happened, in that order; what happened at once, as it was recorded. Nothing of an incident that the viewer may
   * not see by now. What names another one that they may not see is redacted.
   * @throws InvalidPage
   */
  page({ incidentId, kinds, page, upTo }: TimelineQuery, viewer: Viewer): Page<TimelineEntry> {
    const number = this.incidents.numberOf(incidentId, viewer);
    const list = new List<'occurred_at' | 'revision', TimelineRow>(this.reader, {
      table: 'timeline',
      columns: ['kind', 'detail'],
      order: {
        name: 'timeline',
        columns: [
          { name: 'occurred_at', type: 'string' },
          { name: 'revision', type: 'number' },
        ],
        descending: false,
      },
      partition: { column: 'incident', values: number === undefined ? [] : [number] },
      selective: [],
      tests: [
        ...(kinds ? [oneOf('kind', kinds)] : []),
        ...(upTo === undefined ? [] : [sql<SqlBool>`${checked('revision')} <= ${upTo}`]),
      ],
    });
    return this.reader.snapshot(() => pageOf(list, page ?? {}, (row) => this.#shown(entryIn(row), viewer)));
  }

  #shown(entry: TimelineEntry, viewer: Viewer): TimelineEntry {
    const { data, kind: type } = entry;
    return { ...entry, ...redactionOf({ type, data }, (id) => this.incidents.isVisible(id, viewer)) };
  }
}

function entryIn({ occurred_at: occurredAt, revision, kind, detail }: TimelineRow): TimelineEntry {
  // The projection wrote it.
  const { data, onBehalfOf, ...facts } = JSON.parse(detail) as TimelineDetail;
  const happened = { occurredAt, ...facts, ...(onBehalfOf && { onBehalfOf }) };
  const text = incidents.describe({ event: { type: kind, data }, facts: happened });
  return { occurredAt, revision, kind, ...facts, onBehalfOf: onBehalfOf ?? null, text, data };
}
