import type { Database } from 'better-sqlite3';
import {
  type Incident,
  type Visibility,
  incidents as decider,
  isOpen,
  postmortemDueAt,
  postmortemStatus,
  sightAfterUnread,
} from '#incident';
import { aspect, aspectsOf } from './aspect.js';
import { NEVER, flag, instant, optional, text } from './columns.js';
import type { Value } from './document-table.js';
import {
  type Document,
  type DocumentTables,
  DocumentWriter,
  type Folded,
  type Folding,
} from './documents.js';
import { type FollowUpRows, IncidentFollowUps, followUps, followUpsSchema } from './follow-ups.js';
import { type Facts, IncidentFactsTable, facts, factsSchema } from './incident-facts.js';
import { numbersIn } from './incident-numbers.js';
import { type Parts, deadlineTables, deadlines, partTables, parts, partsSchema } from './incident-parts.js';
import { IncidentTexts, type Texts, texts, textsSchema } from './incident-texts.js';
import type { Projection } from './projection.js';
import { RowUpdate } from './row-update.js';

export interface IncidentsTable {
  readonly key: number;
  readonly number: number;
  readonly id: string;
  readonly first_position: string;
  readonly revision: number;
  readonly position: string;
  readonly updated_at: string;
  readonly declared_at: string;
  /** The last time. */
  readonly resolved_at: string | null;
  readonly next_update_due_at: string;
  readonly status: string;
  readonly severity: string;
  readonly visibility: Visibility;
  readonly drill: 0 | 1;
  readonly security: 0 | 1;
  readonly detected_by: string;
  readonly postmortem_status: string;
  /** Never while none is owed. */
  readonly postmortem_due_at: string;
  /** As folded, in JSON. */
  readonly state: string;
}

/**
 * Each order of the list, with the status, which is then told without the row, and the usual one within one status
 * too. Most counts are told by one of the indexes alone. Every index costs each event a page or two: no more of them.
 */
const indexes = [
  'declared_at, number',
  'updated_at, number, status',
  'severity, declared_at, number, status',
  'next_update_due_at, number, status',
  'status, declared_at, number, visibility, drill, severity',
  'resolved_at',
  'postmortem_due_at',
];

/** What few incidents are, of which only those are indexed: they cost the others nothing. */
const rarities = {
  drill: 'drill = 1',
  security: 'security = 1',
  visibility: "visibility = 'RESTRICTED'",
  detected_by: "detected_by <> 'MONITORING'",
};

const schema = `
  CREATE TABLE incidents (
    -- The number once more: SQLite seeks by row values only in columns that are not the rowid.
    key INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    first_position TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    declared_at TEXT NOT NULL,
    resolved_at TEXT,
    next_update_due_at TEXT NOT NULL,
    status TEXT NOT NULL,
    severity TEXT NOT NULL,
    visibility TEXT NOT NULL,
    drill INTEGER NOT NULL,
    security INTEGER NOT NULL,
    detected_by TEXT NOT NULL,
    postmortem_status TEXT NOT NULL,
    postmortem_due_at TEXT NOT NULL,
    state TEXT NOT NULL
  );
  ${indexes.map((columns, at) => `CREATE INDEX incidents_${at} ON incidents (${columns});`).join('\n  ')}
  ${Object.entries(rarities)
    .map(([column, rare]) => `CREATE INDEX incidents_rare_${column} ON incidents (${column}) WHERE ${rare};`)
    .join('\n  ')}
  ${partsSchema}
  ${textsSchema}
  ${factsSchema}
  ${followUpsSchema}`;

/** Every incident as its events make it, with what it is found and sorted by. */
export const incidents: Projection = {
  name: 'incidents',
  schema,
  category: decider.category,
  eventTypes: decider.eventTypes,
  open: (db) => new DocumentWriter(decider, new IncidentTables(db)),
};

/** What the tables hold of an incident, beside its state. */
interface Row {
  readonly columns: readonly Value[];
  readonly parts: Parts;
  readonly deadlines: Parts;
  readonly texts: Texts;
  readonly facts: Facts;
  readonly followUps: FollowUpRows;
}

/** When it was declared, as corrected. */
export const declaredAt = ({ milestones }: Pick<Incident, 'milestones'>): string =>
  instant(milestones.DECLARED?.at(0), 'DECLARED');

const reads = [
  'milestones',
  'nextUpdateDueAt',
  'status',
  'severity',
  'visibility',
  'drill',
  'security',
  'detectedBy',
  'postmortem',
] as const;

/** What incidents are found and sorted by: each column with its value. */
const found: {
  readonly [Column in keyof IncidentsTable]?: (incident: Pick<Incident, (typeof reads)[number]>) => Value;
} = {
  declared_at: declaredAt,
  resolved_at: ({ milestones }) => optional(instant, milestones.RESOLVED?.at(-1), 'RESOLVED'),
  next_update_due_at: (incident) =>
    isOpen(incident) ? (optional(instant, incident.nextUpdateDueAt, 'nextUpdateDueAt') ?? NEVER) : NEVER,
  status: ({ status }) => text(status, 'status'),
  severity: ({ severity }) => text(severity, 'severity'),
  visibility: ({ visibility }) => text(visibility, 'visibility'),
  drill: ({ drill }) => flag(drill, 'drill'),
  security: ({ security }) => flag(security, 'security'),
  detected_by: ({ detectedBy }) => text(detectedBy, 'detectedBy'),
  postmortem_status: postmortemStatus,
  postmortem_due_at: (incident) => optional(instant, postmortemDueAt(incident), 'dueAt') ?? NEVER,
};
const foundBy = Object.keys(found);
const valuesOf = Object.values(found);
const columns = aspect(reads, (incident): readonly Value[] => valuesOf.map((valueOf) => valueOf(incident)));

const rowOf = aspectsOf<Row>({ columns, parts, deadlines, texts, facts, followUps });

/** How a stream becomes an incident, as it is checked before it is written. */
export const incidentFolding: Folding<Incident, Row> = {
  category: decider.category,
  evolving: decider,
  row: rowOf,
  // What cannot be taken may yet say who may see it.
  whileParked: sightAfterUnread,
};

class IncidentTables implements DocumentTables<Incident, Row> {
  readonly row = incidentFolding.row;
  readonly whileParked = incidentFolding.whileParked;
  readonly #find;
  readonly #numbers;
  readonly #insert;
  readonly #update;
  readonly #parts;
  readonly #deadlines;
  readonly #texts;
  readonly #facts;
  readonly #followUps;

  constructor(db: Database) {
    this.#numbers = numbersIn(db);
    this.#find = db.prepare<[number], Omit<Folded<Incident>, 'state'> & { state: string }>(
      `SELECT id, first_position AS firstPosition, revision, position, updated_at AS updatedAt, state
       FROM incidents WHERE key = ?`,
    );
    this.#insert = db.prepare(
      `INSERT INTO incidents (key, number, id, first_position, state, revision, position, updated_at, ${foundBy.join(', ')})
       VALUES (@key, @key, @id, @firstPosition, @state, @revision, @position, @updated_at${', ?'.repeat(foundBy.length)})`,
    );
    this.#update = new RowUpdate(
      db,
      'incidents',
      'key',
      ['state', 'revision', 'position', 'updated_at'],
      foundBy,
    );
    this.#parts = partTables(db);
    this.#deadlines = deadlineTables(db);
    this.#texts = new IncidentTexts(db);
    this.#facts = new IncidentFactsTable(db);
    this.#followUps = new IncidentFollowUps(db);
  }

  load(id: string): Folded<Incident> | undefined {
    const number = this.#numbers.find(id);
    const found = number === undefined ? undefined : this.#find.get(number);
    // What was written here was an incident.
    return found && { ...found, state: JSON.parse(found.state) as Incident };
  }

  write({ folded, row }: Document<Incident, Row>, before: Row | undefined): void {
    const key = this.#numbers.of(folded.id);
    const { id, firstPosition, revision, position, updatedAt } = folded;
    const written = { key, revision, position, updated_at: updatedAt, state: JSON.stringify(folded.state) };
    if (before) this.#update.run(written, row.columns, before.columns);
    else this.#insert.run({ id, firstPosition, ...written }, ...row.columns);
    if (row.parts !== before?.parts) this.#parts.write(key, row.parts, before?.parts);
    if (row.deadlines !== before?.deadlines) this.#deadlines.write(key, row.deadlines, before?.deadlines);
    if (row.texts !== before?.texts) this.#texts.write(key, row.texts, before?.texts);
    if (row.facts !== before?.facts) this.#facts.write(key, row.facts, before?.facts);
    if (row.followUps !== before?.followUps) this.#followUps.write(key, row.followUps, before?.followUps);
  }
}
