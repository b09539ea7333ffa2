import type { Database } from 'better-sqlite3';
import type { FollowUp } from '#incident';
import { aspect } from './aspect.js';
import { NEVER, instant, optional, text } from './columns.js';

/** What the follow-ups of all incidents are found and sorted by; what they say is in their incidents. */
export interface FollowUpsTable {
  /** Of its incident. */
  readonly number: number;
  /** Its place among the follow-ups of its incident, which it never changes. */
  readonly place: number;
  readonly open: 0 | 1;
  readonly kind: string;
  readonly owner: string | null;
  readonly due_at: string;
  readonly added_at: string;
  /** Of its incident. */
  readonly visibility: string;
}

/** Each order of the list, also among those that are open, and among those that are not. */
const indexes = [
  'due_at, number, place',
  'added_at, number, place',
  'open, due_at, number, place, visibility, kind',
  'open, added_at, number, place',
  'owner',
];

export const followUpsSchema = `
  CREATE TABLE follow_ups (
    number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    open INTEGER NOT NULL,
    kind TEXT NOT NULL,
    owner TEXT,
    due_at TEXT NOT NULL,
    added_at TEXT NOT NULL,
    visibility TEXT NOT NULL,
    PRIMARY KEY (number, place)
  );
  ${indexes.map((columns, at) => `CREATE INDEX follow_ups_${at} ON follow_ups (${columns});`).join('\n  ')}`;

/** In the order of the statement below. */
type Row = readonly (string | number | null)[];

/** The rows of an incident's follow-ups, in their places. */
export type FollowUpRows = readonly Row[];

export const followUps = aspect(['followUps', 'visibility'], ({ followUps, visibility }): FollowUpRows =>
  followUps.map((followUp) => rowOf(followUp, text(visibility, 'visibility'))),
);

const rowOf = ({ status, kind, owner, dueAt, addedAt }: FollowUp, visibility: string): Row => [
  status === 'OPEN' ? 1 : 0,
  text(kind, 'kind'),
  optional(text, owner, 'owner'),
  optional(instant, dueAt, 'dueAt') ?? NEVER,
  instant(addedAt, 'addedAt'),
  visibility,
];

export class IncidentFollowUps {
  readonly #write;

  constructor(db: Database) {
    this.#write = db.prepare('INSERT OR REPLACE INTO follow_ups VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  }

  /** Follow-ups never go away, so that there is nothing to delete. */
  write(number: number, next: FollowUpRows, before: FollowUpRows | undefined): void {
    for (const [place, row] of next.entries()) {
      const old = before?.[place];
      if (!old || row.some((value, column) => value !== old[column])) this.#write.run(number, place, ...row);
    }
  }
}
