import type { Database } from 'better-sqlite3';
import {
  type DeadlineInputs,
  type Incident,
  acknowledgeBy,
  correctedDeclaration,
  deadlineInputs,
  nextDeadline,
} from '#incident';
import { aspect } from './aspect.js';
import { instant, list, text } from './columns.js';

export interface IncidentServicesTable {
  readonly service: string;
  readonly number: number;
}

export interface IncidentRolesTable {
  readonly person: string;
  readonly role: string;
  readonly number: number;
}

export interface IncidentAlertsTable {
  readonly alert: string;
  readonly number: number;
}

export interface IncidentBlamesTable {
  readonly deployment: string;
  readonly number: number;
}

export interface IncidentCausesTable {
  /** A category. */
  readonly cause: string;
  readonly number: number;
}

export interface IncidentRecurrencesTable {
  /** The UUID of the earlier incident. */
  readonly earlier: string;
  readonly number: number;
}

/** When an incident was first said to be declared; one of which that holds still has no row. */
export interface IncidentFirstDeclarationsTable {
  readonly declared_at: string;
  readonly number: number;
}

export interface IncidentTagsTable {
  readonly tag: string;
  readonly number: number;
}

export interface IncidentMembersTable {
  readonly member: string;
  readonly number: number;
}

/** The earliest deadline that is not recorded as missed; incidents without one have no row. */
export interface IncidentDeadlinesTable {
  readonly due_at: string;
  readonly number: number;
}

/** By when what nobody has acknowledged yet is to be. */
export interface IncidentAcknowledgementsTable {
  readonly due_at: string;
  readonly number: number;
}

export interface IncidentParticipantsTable {
  readonly person: string;
  readonly number: number;
}

type PartRow = readonly string[];

interface PartTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** A table of what an incident has several of, or perhaps none, and is found by. */
interface Part<Read> extends PartTable {
  readonly rows: (incident: Read) => readonly PartRow[];
}

const listed = [
  'services',
  'roles',
  'alerts',
  'blamedDeployments',
  'cause',
  'recurrence',
  'milestoneCorrections',
  'tags',
  'members',
  'participants',
] as const;

const lists: readonly Part<Pick<Incident, (typeof listed)[number]>>[] = [
  {
    table: 'incident_services',
    columns: ['service'],
    rows: ({ services }) => list(services, 'services').map((service) => [text(service, 'a service')]),
  },
  {
    table: 'incident_roles',
    columns: ['person', 'role'],
    rows: ({ roles }) => roles.map(({ person, role }) => [text(person, 'a holder'), text(role, 'a role')]),
  },
  {
    table: 'incident_alerts',
    columns: ['alert'],
    rows: ({ alerts }) => alerts.map((alert) => [text(alert, 'an alert')]),
  },
  {
    table: 'incident_blames',
    columns: ['deployment'],
    rows: ({ blamedDeployments }) =>
      blamedDeployments.map(({ deploymentId }) => [text(deploymentId, 'a deployment')]),
  },
  {
    table: 'incident_causes',
    columns: ['cause'],
    rows: ({ cause }) => (cause ? [[text(cause.category, 'a cause')]] : []),
  },
  {
    table: 'incident_recurrences',
    columns: ['earlier'],
    rows: ({ recurrence }) => (recurrence ? [[text(recurrence.incidentId, 'an incident')]] : []),
  },
  {
    table: 'incident_first_declarations',
    columns: ['declared_at'],
    rows: ({ milestoneCorrections }) => timeOf(correctedDeclaration(milestoneCorrections)),
  },
  {
    table: 'incident_tags',
    columns: ['tag'],
    rows: ({ tags }) => list(tags, 'tags').map((tag) => [text(tag, 'a tag')]),
  },
  {
    table: 'incident_members',
    columns: ['member'],
    rows: ({ members }) => members.map((member) => [text(member, 'a member')]),
  },
  {
    table: 'incident_participants',
    columns: ['person'],
    rows: ({ participants }) => participants.map(({ person }) => [text(person, 'a participant')]),
  },
];

/** What follows from much of an incident, and changes with most of it. */
const times: readonly Part<DeadlineInputs>[] = [
  {
    table: 'incident_deadlines',
    columns: ['due_at'],
    rows: (incident) => timeOf(nextDeadline(incident)?.dueAt),
  },
  {
    table: 'incident_acknowledgements',
    columns: ['due_at'],
    rows: (incident) => timeOf(acknowledgeBy(incident)),
  },
];

const timeOf = (time: string | null | undefined): readonly PartRow[] =>
  time == null ? [] : [[instant(time, 'a time')]];

export const partsSchema = [...lists, ...times]
  .map(
    ({ table, columns }) => `
  CREATE TABLE ${table} (${columns.map((column) => `${column} TEXT NOT NULL`).join(', ')}, number INTEGER NOT NULL,
    PRIMARY KEY (${[columns[0], 'number', ...columns.slice(1)].join(', ')})) WITHOUT ROWID;`,
  )
  .join('');

/** For each table, its rows without the incident's number. */
export type Parts = readonly (readonly PartRow[])[];

export const parts = aspect(listed, (incident): Parts => lists.map(({ rows }) => rows(incident)));

export const deadlines = aspect(deadlineInputs, (incident): Parts => times.map(({ rows }) => rows(incident)));

class PartTables {
  readonly #tables;

  constructor(db: Database, parts: readonly PartTable[]) {
    this.#tables = parts.map(({ table, columns }) => ({
      insert: db.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => '?').join(', ')}, ?)`),
      remove: db.prepare(
        `DELETE FROM ${table} WHERE ${columns.map((column) => `${column} = ?`).join(' AND ')} AND number = ?`,
      ),
    }));
  }

  write(number: number, next: Parts, before: Parts | undefined): void {
    for (const [at, { insert, remove }] of this.#tables.entries()) {
      const rows = next[at] ?? [];
      const old = before?.[at] ?? [];
      if (sameRows(rows, old)) continue;
      for (const row of old) remove.run(...row, number);
      for (const row of rows) insert.run(...row, number);
    }
  }
}

export const partTables = (db: Database): PartTables => new PartTables(db, lists);
export const deadlineTables = (db: Database): PartTables => new PartTables(db, times);

const sameRows = (some: readonly PartRow[], others: readonly PartRow[]): boolean =>
  some.length === others.length &&
  some.every((row, at) => row.every((value, column) => value === others[at]?.[column]));
