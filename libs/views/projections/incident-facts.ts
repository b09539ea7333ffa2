import type { Database } from 'better-sqlite3';
import { type Incident, type Postmortem, isVoid, policyOf, promisesOf, standingImpacts } from '#incident';
import type { IncidentFacts, PostmortemFacts } from '#metrics';
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

const reads = [
  'id',
  'status',
  'severity',
  'visibility',
  'drill',
  'detectedBy',
  'services',
  'milestones',
  'reopens',
  'cause',
  'blamedDeployments',
  'clearedDeployments',
  'recurrence',
  'impacts',
  'mitigations',
  'policy',
  'updates',
  'postmortem',
] as const;

export const facts = aspect(reads, (incident): Facts => {
  const stored = storedFacts(incident);
  const times = timesOf(stored);
  return {
    restricted: incident.visibility === 'RESTRICTED' ? 1 : 0,
    beganAt: text(times.at(0), 'the first milestone'),
    endedAt: isOver(stored) ? text(times.at(-1), 'the last milestone') : NEVER,
    stored,
  };
});

const storedFacts = (incident: Pick<Incident, (typeof reads)[number]>): StoredFacts => ({
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
  recurrenceOf: incident.recurrence && {
    incidentId: incident.recurrence.incidentId,
    reference: incident.recurrence.reference,
  },
  impacts: standingImpacts(incident.impacts).map(({ id, service, level, from, until }) => ({
    id,
    service,
    level,
    from,
    until,
  })),
  rollbacks: incident.mitigations
    .filter(({ kind }) => kind === 'ROLLBACK')
    .map(({ id, deploymentId, status, startedAt, endedAt }) => ({
      id,
      deploymentId,
      status,
      startedAt,
      endedAt,
    })),
  rollbackWithinSeconds: policyOf(incident).rollbackWithinSeconds,
  promises: promisesOf(incident.updates),
  postmortem: postmortemFacts(incident.postmortem),
});

const postmortemFacts = ({ dueAt, firstDueAt, waiver }: Postmortem): PostmortemFacts | null =>
  dueAt === null ? null : { dueAt, firstDueAt: firstDueAt ?? dueAt, waived: waiver !== null };

/** All that the numbers place an incident in time by, in order. */
const timesOf = ({ impacts, milestones, postmortem, promises, rollbacks }: StoredFacts): readonly string[] =>
  [
    ...Object.values(milestones).flat(),
    ...impacts.flatMap(({ from, until }) => [from, until]),
    ...rollbacks.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
    ...promises.map(({ dueAt }) => dueAt),
    postmortem?.dueAt,
  ]
    .filter((time) => time != null)
    .map((time) => instant(time, 'a time that the numbers are about'))
    .sort();

/** Whether none of the times that the numbers are about is still to come. */
const isOver = ({ status, impacts, milestones, postmortem, rollbacks }: StoredFacts): boolean =>
  (isVoid({ status }) ||
    (status === 'CLOSED' &&
      (postmortem === null || postmortem.waived || milestones.POSTMORTEM_PUBLISHED !== undefined))) &&
  impacts.every(({ until }) => until !== null) &&
  rollbacks.every(({ endedAt }) => endedAt !== null);

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
