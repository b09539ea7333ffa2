import type { Actor } from '#decider';
import type { Position } from '#event-log';
import { incidents } from '#incident';
import { text } from './columns.js';
import { numbersIn } from './incident-numbers.js';
import { type Projection, idIn } from './projection.js';
import { RowInserts } from './row-inserts.js';

export interface TimelineTable {
  /** Its number. */
  readonly incident: number;
  readonly occurred_at: string;
  readonly revision: number;
  readonly kind: string;
  /** A `TimelineDetail` in JSON: what an entry is neither found nor sorted by, in one piece for speed. */
  readonly detail: string;
}

export interface TimelineDetail {
  /** The event's. */
  readonly id: string;
  readonly position: Position;
  readonly recordedAt: string;
  readonly actor: Actor;
  /** Absent where the actor acted for nobody else. */
  readonly onBehalfOf?: Actor;
  readonly data: object;
}

/** Every event of every incident; how it reads is worded when it is read. */
export const timeline: Projection = {
  name: 'timeline',
  // Rows come in the order of the log, and an incident's are found through the index: appending is what is fast.
  schema: `
  CREATE TABLE timeline (
    incident INTEGER NOT NULL,
    occurred_at TEXT NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
  );
  CREATE INDEX timeline_incident ON timeline (incident, occurred_at, revision);`,
  category: incidents.category,
  open(db) {
    const numbers = numbersIn(db);
    const rows = new RowInserts(db, 'timeline', 5);
    return {
      take({ id, stream, revision, position, type, data }, { occurredAt, ...facts }) {
        const kind = text(type, 'type');
        const detail: TimelineDetail = { id, position, ...facts, data };
        const json = JSON.stringify(detail);
        return () => {
          rows.add(numbers.of(idIn(stream)), occurredAt, revision, kind, json);
        };
      },
      flush() {
        rows.flush();
      },
    };
  },
};
