import { incidents } from '#incident';
import { text } from './columns.js';
import { happened } from './happened.js';
import { type Projection, idIn } from './projection.js';

export interface TimelineTable {
  readonly incident: string;
  readonly revision: number;
  readonly position: string;
  readonly event_id: string;
  readonly kind: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  /** JSON. */
  readonly actor: string;
  readonly on_behalf_of: string | null;
  readonly data: string;
}

/** Every event of every incident; how it reads is worded when it is read. */
export const timeline: Projection = {
  name: 'timeline',
  // Rows come in the order of the log, and an incident's are found through the index: appending is what is fast.
  schema: `
  CREATE TABLE timeline (
    incident TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    on_behalf_of TEXT,
    data TEXT NOT NULL
  );
  CREATE INDEX timeline_incident ON timeline (incident, occurred_at, revision, kind);`,
  category: incidents.category,
  open(db) {
    const insert = db.prepare('INSERT INTO timeline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    return {
      take(event) {
        const { facts } = happened(event);
        const { onBehalfOf } = event.metadata;
        const row = [
          idIn(event.stream),
          event.revision,
          event.position,
          event.id,
          text(event.type, 'type'),
          facts.occurredAt,
          facts.recordedAt,
          JSON.stringify(facts.actor),
          onBehalfOf ? JSON.stringify(onBehalfOf) : null,
          JSON.stringify(event.data),
        ];
        return () => void insert.run(...row);
      },
      flush: () => undefined,
    };
  },
};
