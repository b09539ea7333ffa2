import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '#incident';
import { NEVER } from '../projections/columns.js';
import { type Condition, type TimeWindow, allOf, checked, equal, inWindow, oneOf } from './condition.js';
import { inTitle, matching } from './full-text.js';
import type { IncidentFilter, IncidentOrder, IncidentOrderBy, PostmortemFilter } from './incident-filter.js';
import type { Criterion, Question } from './list.js';
import type { Order, Sortable } from './order.js';
import { termsOf } from './search.js';
import { visibleTo } from './visibility.js';

export type SortColumn = 'declared_at' | 'updated_at' | 'severity' | 'next_update_due_at' | 'number';

const textual = (name: SortColumn) => ({ name, type: 'string' }) as const;
const number = { name: 'number', type: 'number' } as const;

/** Each column of times or severities has an index, and one within a status. */
const orders: Readonly<Record<IncidentOrder, Order<SortColumn>['columns']>> = {
  DECLARED_AT: [textual('declared_at'), number],
  UPDATED_AT: [textual('updated_at'), number],
  SEVERITY: [textual('severity'), textual('declared_at'), number],
  NEXT_UPDATE_DUE: [textual('next_update_due_at'), number],
  // What is not ranked: see `Ranking`.
  RELEVANCE: [number],
};

export interface IncidentRow extends Sortable<SortColumn> {
  readonly number: number;
  readonly position: string;
}

/** Which rows of which tables answer what is asked of the incidents. */
export function incidentQuestion(
  filter: IncidentFilter,
  viewer: Viewer,
  { field, direction }: IncidentOrderBy,
): Question<SortColumn> {
  const { severities, services, tags, search, roleHolder, overdue, drill, visibility, postmortem } = filter;
  const { causes, recurrenceOf } = filter;
  const { unacknowledged, alerts, titleWords } = filter;
  const columns = orders[field];
  const sortedBy = columns[0].name;
  const windows = windowsOf(filter);
  const words = matching(termsOf(search ?? ''));
  return {
    table: 'incidents',
    columns: ['number', 'position'],
    order: { name: field, columns, descending: direction === 'DESC' },
    partition: { column: 'status', values: filter.statuses },
    window: windows.find(([column]) => column === sortedBy)?.[1],
    selective: [
      ...(words.found === undefined ? [] : [found(words.found)]),
      ...(roleHolder ? [held(roleHolder.person, roleHolder.role ?? undefined)] : []),
      ...(services ? [touching(services)] : []),
      ...(causes ? [listed('incident_causes', sql`cause IN (${sql.join(causes)})`)] : []),
      ...(typeof recurrenceOf === 'string'
        ? [listed('incident_recurrences', sql`earlier = ${recurrenceOf}`)]
        : []),
      ...(tags ? [tagged(tags)] : []),
      ...(alerts ? [alerted(alerts)] : []),
      ...(titleWords ? [found(inTitle(titleWords))] : []),
      ...(unacknowledged?.is === true ? [awaited(unacknowledged.now)] : []),
      ...windows.flatMap(([column, window]) => (column === sortedBy ? [] : [during(column, window)])),
    ],
    tests: [
      ...(words.excluded === undefined ? [] : [sql<SqlBool>`NOT ${found(words.excluded).test}`]),
      ...(severities ? [oneOf('severity', severities)] : []),
      ...(overdue?.is === false ? [notDueBefore(overdue.now)] : []),
      ...(postmortem ? standing(postmortem) : []),
      ...(unacknowledged?.is === false ? [sql<SqlBool>`NOT ${awaited(unacknowledged.now).test}`] : []),
      ...(typeof drill === 'boolean' ? [equal('drill', drill ? 1 : 0)] : []),
      ...(visibility ? [equal('visibility', visibility)] : []),
      ...visibleTo(viewer, sql<SqlBool>`${checked('visibility')} = 'ORGANIZATION'`, sql`incidents.key`),
    ],
  };
}

function windowsOf({
  declared,
  updated,
  resolved,
  overdue,
  postmortem,
}: IncidentFilter): [string, TimeWindow][] {
  const windows: [string, TimeWindow | null | undefined][] = [
    ['declared_at', declared],
    ['updated_at', updated],
    ['resolved_at', resolved],
    ['next_update_due_at', overdue?.is === true ? { to: overdue.now } : undefined],
    ['postmortem_due_at', postmortem ? owedWithin(postmortem) : undefined],
  ];
  return windows.flatMap(([column, window]) => ((window?.from ?? window?.to) ? [[column, window]] : []));
}

const during = (column: string, window: TimeWindow): Criterion => ({
  members: sql`SELECT key AS member FROM incidents WHERE ${allOf(inWindow(column, window, { from: true, to: true }))}`,
  test: allOf(inWindow(column, window, { from: false, to: false })),
});

function found(words: string): Criterion {
  const members = sql`SELECT rowid AS member FROM incident_texts WHERE incident_texts MATCH ${words}`;
  return { members, test: sql<SqlBool>`${checked('key')} IN (${members})` };
}

const held = (person: string, role: string | undefined): Criterion =>
  listed('incident_roles', sql`person = ${person}${role === undefined ? sql`` : sql` AND role = ${role}`}`);

const touching = (services: readonly string[]): Criterion =>
  listed('incident_services', sql`service IN (${sql.join(services)})`);

const tagged = (tags: readonly string[]): Criterion =>
  listed('incident_tags', sql`tag IN (${sql.join(tags)})`);
const alerted = (alerts: readonly string[]): Criterion =>
  listed('incident_alerts', sql`alert IN (${sql.join(alerts)})`);

const awaited = (now: string): Criterion => listed('incident_acknowledgements', sql`due_at < ${now}`);

/** What has a row that meets a condition in a table of parts of incidents. */
function listed(table: string, condition: RawBuilder<unknown>): Criterion {
  const rows = sql`FROM ${sql.table(table)} AS part WHERE ${condition}`;
  return {
    members: sql`SELECT DISTINCT number AS member ${rows}`,
    test: sql<SqlBool>`EXISTS (SELECT 1 ${rows} AND part.number = incidents.key)`,
  };
}

const notDueBefore = (now: string): Condition => sql<SqlBool>`${checked('next_update_due_at')} >= ${now}`;

/** When a postmortem is owed, where that is asked: what is not owed is in no such window. */
function owedWithin({ due, overdue, owed }: PostmortemFilter): TimeWindow | undefined {
  const late = overdue?.is === true;
  if (!late && owed !== true && (due?.from ?? due?.to) == null) return undefined;
  const to = [due?.to ?? NEVER, late ? overdue.now : NEVER].toSorted()[0];
  return { from: due?.from, to };
}

const standing = ({ statuses, overdue, owed }: PostmortemFilter): readonly Condition[] => [
  ...(statuses ? [oneOf('postmortem_status', statuses)] : []),
  ...(owed === false ? [equal('postmortem_due_at', NEVER)] : []),
  ...(overdue?.is === false ? [sql<SqlBool>`${checked('postmortem_due_at')} >= ${overdue.now}`] : []),
];
