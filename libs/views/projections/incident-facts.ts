import type { Database } from 'better-sqlite3';
import type { Incident } from '#incident';
import type { IncidentFacts } from '#metrics';
import { aspect } from './aspect.js';
import { NEVER, instant, text } from './columns.js';
import { RowUpdate } from './row-update.js';

export interface IncidentFactsRow {
  readonly number: number;
  readonly restricted: 0 | 1;
  /** The first and the last of its milestones; the last is never while it is not over. */
  readonly began_at: string;
  readonly ended_at: string;
  /** `StoredFacts` in JSON. */
  readonly facts: string;
}

export const factsSchema = `
  CREATE TABLE incident_facts (
    number INTEGER PRIMARY KEY,
    restricted INTEGER NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    facts TEXT NOT NULL
  );
  CREATE INDEX incident_facts_time ON incident_facts (ended_at, began_at);`;

/** What the numbers need to know of an incident, without what is in the row beside it. */
export type StoredFacts = Omit<IncidentFacts, 'reference' | 'hidden'>;

export interface Facts {
  readonly restricted: 0 | 1;
  readonly beganAt: string;
  readonly endedAt: string;
  readonly stored: StoredFacts;
}

export const facts = aspect(
  (incident: Incident) => [
    incident.status,
    incident.severity,
    incident.visibility,
    incident.drill,
    incident.detectedBy,
    incident.services,
    incident.milestones,
    incident.reopens,
    incident.cause,
    incident.blamedDeployments,
    incident.clearedDeployments,
  ],
  (incident): Facts => {
    const times = Object.values(incident.milestones)
      .flat()
      .map((time) => instant(time, 'a milestone'))
      .sort();
    return {
      restricted: incident.visibility === 'RESTRICTED' ? 1 : 0,
      beganAt: text(times.at(0), 'the first milestone'),
      endedAt: isOver(incident) ? text(times.at(-1), 'the last milestone') : NEVER,
      stored: {
        id: incident.id,
        severity: incident.severity,
        services: incident.services,
        status: incident.status,
        drill: incident.drill,
        detectedBy: incident.detectedBy,
        causeCategory: incident.cause?.category ?? null,
        milestones: incident.milestones,
        reopens: incident.reopens,
        blamedDeployments: incident.blamedDeployments.map(({ deploymentId }) => deploymentId),
        clearedDeployments: incident.clearedDeployments,
      },
    };
  },
);

/** Whether none of the times that the numbers are about is still to come. */
const isOver = ({ status }: Incident): boolean =>
  status === 'CLOSED' || status === 'CANCELLED' || status === 'MERGED';

const found = ({ restricted, beganAt, endedAt }: Facts) => [restricted, beganAt, endedAt];

export class IncidentFactsTable {
  readonly #insert;
  readonly #update;

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO incident_facts VALUES (?, ?, ?, ?, ?)');
    this.#update = new RowUpdate(
      db,
      'incident_facts',
      'number',
      ['facts'],
      ['restricted', 'began_at', 'ended_at'],
    );
  }

  write(number: number, next: Facts, before: Facts | undefined): void {
    const facts = JSON.stringify(next.stored);
    if (before) this.#update.run({ number, facts }, found(next), found(before));
    else this.#insert.run(number, ...found(next), facts);
  }
}
