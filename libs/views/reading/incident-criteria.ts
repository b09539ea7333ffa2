import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Detection } from '#incident';
import { NEVER } from '../projections/columns.js';
import { type Condition, allOf, among, checked, equal, oneOf } from './condition.js';
import { inTitle, matching } from './full-text.js';
import type { FollowUpsOfIncident, IncidentFilter, PostmortemFilter } from './incident-filter.js';
import type { Criterion } from './list.js';
import { termsOf } from './search.js';

/** The parts of a filter that perhaps few incidents meet, each with an index. */
export function selectiveOf(filter: IncidentFilter): Criterion[] {
  const { roleHolder, services, teams, tags, causes, recurrenceOf, blamed, alerts, followUps } = filter;
  const { found: words } = matching(termsOf(filter.search ?? ''));
  return [
    words !== undefined && found(words),
    filter.titleWords && found(inTitle(filter.titleWords)),
    roleHolder && held(roleHolder.person, roleHolder.role ?? undefined),
    filter.involves && involving(filter.involves),
    filter.mine?.is === true && involving([filter.mine.person]),
    services && listed('incident_services', sql`service IN (${among(services)})`),
    teams && ownedBy(teams),
    tags && listed('incident_tags', sql`tag IN (${among(tags)})`),
    causes && listed('incident_causes', sql`cause IN (${among(causes)})`),
    typeof recurrenceOf === 'string' && listed('incident_recurrences', sql`earlier = ${recurrenceOf}`),
    blamed && listed('incident_blames', sql`deployment IN (${among(blamed)})`),
    alerts && listed('incident_alerts', sql`alert IN (${among(alerts)})`),
    filter.unacknowledged?.is === true && awaited(filter.unacknowledged.now),
    followUps?.open === true && withFollowUp([open]),
    followUps?.overdue?.is === true && withFollowUp([open, late(followUps.overdue.now)]),
    filter.drill === true && rare(sql`drill = 1`, equal('drill', 1)),
    filter.security === true && rare(sql`security = 1`, equal('security', 1)),
    filter.visibility === 'RESTRICTED' &&
      rare(sql`visibility = 'RESTRICTED'`, equal('visibility', 'RESTRICTED')),
    filter.detections?.includes('MONITORING') === false && noticedBy(filter.detections),
  ].filter((criterion) => criterion !== false && criterion !== null && criterion !== undefined);
}

/** The others, which most incidents meet, or many: they are asked of one after the other. */
export function testsOf(filter: IncidentFilter): Condition[] {
  const { severities, mine, overdue, postmortem, followUps, drill, security, visibility, detections } =
    filter;
  const { unacknowledged } = filter;
  const { excluded } = matching(termsOf(filter.search ?? ''));
  return [
    ...(excluded === undefined ? [] : [not(found(excluded))]),
    ...(typeof filter.firstSaidBefore === 'string' ? firstSaid(filter.firstSaidBefore) : []),
    ...(severities ? [oneOf('severity', severities)] : []),
    ...(mine?.is === false ? [not(involving([mine.person]))] : []),
    ...(unacknowledged?.is === false ? [not(awaited(unacknowledged.now))] : []),
    ...(overdue?.is === false ? [notDueBefore('next_update_due_at', overdue.now)] : []),
    ...(postmortem ? standing(postmortem) : []),
    ...(followUps ? without(followUps) : []),
    ...(drill === false ? [equal('drill', 0)] : []),
    ...(security === false ? [equal('security', 0)] : []),
    ...(visibility === 'ORGANIZATION' ? [equal('visibility', visibility)] : []),
    ...(detections?.includes('MONITORING') === true ? [oneOf('detected_by', detections)] : []),
  ];
}

const not = ({ test }: Criterion): Condition => sql<SqlBool>`NOT (${test})`;

function found(words: string): Criterion {
  const members = sql`SELECT rowid AS member FROM incident_texts WHERE incident_texts MATCH ${words}`;
  return { members, test: sql<SqlBool>`${checked('key')} IN (${members})` };
}

const held = (person: string, role: string | undefined): Criterion =>
  listed('incident_roles', sql`person = ${person}${role === undefined ? sql`` : sql` AND role = ${role}`}`);

function involving(people: readonly string[]): Criterion {
  const named = sql`person IN (${among(people)})`;
  return either(listed('incident_roles', named), listed('incident_participants', named));
}

/** The services are found first, and then each with the incident: left to itself, SQLite makes an index of all parts. */
function ownedBy(teams: readonly string[]): Criterion {
  const rows = sql`FROM services CROSS JOIN incident_services AS part ON part.service = services.name
    WHERE services.team IN (${among(teams)})`;
  return {
    members: sql`SELECT DISTINCT part.number AS member ${rows}`,
    test: sql<SqlBool>`EXISTS (SELECT 1 ${rows} AND part.number = incidents.key)`,
  };
}

/** What was corrected is told by a table of its own, which has few rows. */
function firstSaid(before: string): Condition[] {
  const key = checked('key');
  const corrected = sql`SELECT number FROM incident_first_declarations WHERE declared_at`;
  return [
    sql<SqlBool>`${key} NOT IN (${corrected} >= ${before})`,
    sql<SqlBool>`(${checked('declared_at')} < ${before} OR ${key} IN (${corrected} < ${before}))`,
  ];
}

function awaited(now: string): Criterion {
  const members = sql`SELECT number AS member FROM incident_acknowledgements WHERE due_at < ${now}`;
  return { members, test: sql<SqlBool>`${checked('key')} IN (${members})` };
}

const either = (one: Criterion, other: Criterion): Criterion => ({
  members: sql`${one.members} UNION ${other.members}`,
  test: sql<SqlBool>`(${one.test} OR ${other.test})`,
});

/** What has a row that meets a condition in a table of parts of incidents. */
function listed(table: string, condition: RawBuilder<unknown>): Criterion {
  const rows = sql`FROM ${sql.table(table)} AS part WHERE ${condition}`;
  return {
    members: sql`SELECT DISTINCT number AS member ${rows}`,
    test: sql<SqlBool>`EXISTS (SELECT 1 ${rows} AND part.number = incidents.key)`,
  };
}

/** What few incidents are. Only those are in an index, which SQLite takes where the condition is written so. */
const rare = (condition: RawBuilder<unknown>, test: Condition): Criterion => ({
  members: sql`SELECT key AS member FROM incidents WHERE ${condition}`,
  test,
});

const noticedBy = (detections: readonly Detection[]): Criterion =>
  rare(
    sql`detected_by <> 'MONITORING' AND detected_by IN (${among(detections)})`,
    oneOf('detected_by', detections),
  );

interface Asked {
  readonly column: string;
  readonly is: RawBuilder<unknown>;
}

const open: Asked = { column: 'open', is: sql`= 1` };
const late = (now: string): Asked => ({ column: 'due_at', is: sql`< ${now}` });

/** What has such a follow-up: all of them are found by what is asked, those of an incident by its number. */
const withFollowUp = (asked: readonly Asked[]): Criterion => ({
  members: sql`SELECT DISTINCT number AS member FROM follow_ups
    WHERE ${allOf(asked.map(({ column, is }) => sql<SqlBool>`${sql.ref(column)} ${is}`))}`,
  test: sql<SqlBool>`EXISTS (SELECT 1 FROM follow_ups AS part WHERE part.number = incidents.key
    AND ${allOf(asked.map(({ column, is }) => sql<SqlBool>`${checked(`part.${column}`)} ${is}`))})`,
});

const without = ({ open: some, overdue }: FollowUpsOfIncident): Condition[] => [
  ...(some === false ? [not(withFollowUp([open]))] : []),
  ...(overdue?.is === false ? [not(withFollowUp([open, late(overdue.now)]))] : []),
];

const notDueBefore = (column: string, now: string): Condition => sql<SqlBool>`${checked(column)} >= ${now}`;

const standing = ({ statuses, overdue, owed }: PostmortemFilter): readonly Condition[] => [
  ...(statuses ? [oneOf('postmortem_status', statuses)] : []),
  ...(owed === false ? [equal('postmortem_due_at', NEVER)] : []),
  ...(overdue?.is === false ? [notDueBefore('postmortem_due_at', overdue.now)] : []),
];
