import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { statuses } from '#incident';
import { temporaryFiles } from '../testing/files.js';
import { someFollowUps } from '../testing/some-follow-ups.js';
import { uuid } from '../testing/telling.js';
import { type FollowUpQuery, FollowUps, followUpOrders } from './follow-ups.js';
import { type IncidentFilter, type IncidentOrder, incidentOrders } from './incident-filter.js';
import { type IncidentQuery, Incidents } from './incidents.js';
import { type Query, Reader, from } from './reader.js';

const files = temporaryFiles();
const file = files.empty();
files.reading(someFollowUps(50, 100), file);

/** Notes how SQLite finds the rows of each list that is read. */
class ExplainingReader extends Reader {
  readonly plans: string[] = [];

  override rows<Row>(query: Query<Row>): Row[] {
    const { sql, parameters } = query.compile(from);
    if (/limit \?/i.test(sql)) throw new Error(`It is planned anew at each limit: ${sql}`);
    const db = new Database(file, { readonly: true });
    const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
    this.plans.push(...steps.map(({ detail }) => detail));
    db.close();
    return super.rows(query);
  }
}

/** How what is read after a first page is found. */
function planOf(prepare: (reader: Reader) => (after?: string | null) => string | null): string[] {
  const reader = new ExplainingReader((reason) => {
    throw new Error(reason);
  });
  reader.open(file);
  const page = prepare(reader);
  const end = page();
  reader.plans.length = 0;
  page(end);
  reader.close();
  return reader.plans;
}

const viewer = { restricted: false, principal: 'outsider' };

/** How a page in the middle of a list of incidents is found, with so many that are sorted rather than read in order. */
const incidentsPlan = (query: IncidentQuery, few?: number): string[] =>
  planOf((reader) => {
    const incidents = new Incidents(reader, few === undefined ? {} : { few });
    const { orderBy } = query;
    return (after) => {
      const middle = after ?? incidents.page({ orderBy, page: { first: 3 } }, viewer).pageInfo.endCursor;
      incidents.page({ ...query, page: { first: 3, after: middle } }, viewer);
      return middle;
    };
  });

/** How a page in the middle of a list of follow-ups is found. */
const followUpsPlan = (query: FollowUpQuery): string[] =>
  planOf((reader) => {
    const followUps = new FollowUps(reader, new Incidents(reader));
    return (after) => followUps.page({ ...query, page: { first: 3, after } }, viewer).pageInfo.endCursor;
  });

const filters: Readonly<Record<string, IncidentFilter>> = {
  'without a filter': {},
  'of some statuses': { statuses: [...statuses] },
  'of some severities': { severities: ['P0', 'P1'] },
  'of no drills': { drill: false },
};
const sorted = incidentOrders.filter((order) => order !== 'RELEVANCE');
const orders = sorted.flatMap((order) =>
  Object.keys(filters).flatMap((filter) =>
    (['ASC', 'DESC'] as const).map((direction): [IncidentOrder, 'ASC' | 'DESC', string] => [
      order,
      direction,
      filter,
    ]),
  ),
);

describe('a page of incidents', () => {
  it.each(orders)('by %s %s %s is read off an index from the cursor on', (field, direction, filter) => {
    const plan = incidentsPlan({ filter: filters[filter], orderBy: { field, direction } }, 0);
    expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN/);
    const searches = plan.filter((step) => step.startsWith('SEARCH incidents'));
    expect(searches).toHaveLength((field === 'DECLARED_AT' && filters[filter]?.statuses?.length) || 1);
    for (const search of searches) expect(search).toMatch(/number\)[<>]\(\?,/);
  });

  it('of statuses that few have, by another time than that of the declaration, is of those alone', () => {
    const plan = incidentsPlan({
      filter: { statuses: ['CLOSED'] },
      orderBy: { field: 'UPDATED_AT', direction: 'DESC' },
    });
    expect(plan).toContainEqual(expect.stringMatching(/incidents USING COVERING INDEX \w+ \(status=\?\)/));
    expect(plan).toContainEqual(expect.stringMatching(/^SEARCH incidents USING INTEGER PRIMARY KEY/));
    expect(plan.join('\n')).not.toMatch(/SCAN (?!few|\(subquery)|AUTOMATIC/);
  });

  it('of a window of the order’s own time is read off its index from the cursor on', () => {
    const declared = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z' };
    const plan = incidentsPlan({ filter: { declared } });
    expect(plan[0]).toMatch(/^SEARCH incidents USING .*number\)<\(\?/);
    expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN/);
  });

  it('asks of what is restricted, and of that alone, whether the viewer is a member, by the key', () => {
    expect(incidentsPlan({}).slice(1)).toEqual([
      expect.stringContaining('SUBQUERY'),
      'SEARCH members USING PRIMARY KEY (member=? AND number=?)',
    ]);
  });
});

const now = '2026-03-02T12:00:00.000Z';

/** Each part of a filter that perhaps few incidents meet, with where those that do are found. */
const selective: readonly (readonly [string, IncidentFilter, RegExp])[] = [
  ['a service', { services: ['checkout'] }, /part USING PRIMARY KEY \(service=\?\)/],
  ['a team', { teams: ['shop'] }, /services USING INDEX services_2 \(team=\?\)/],
  ['a tag', { tags: ['eu'] }, /part USING PRIMARY KEY \(tag=\?\)/],
  ['the one who asks', { mine: { is: true, person: 'amina' } }, /part USING PRIMARY KEY \(person=\?\)/],
  ['people', { involves: ['amina', 'bela'] }, /part USING PRIMARY KEY \(person=\?\)/],
  ['a cause', { causes: ['CAPACITY'] }, /part USING PRIMARY KEY \(cause=\?\)/],
  ['a deployment', { blamed: [uuid(101)] }, /part USING PRIMARY KEY \(deployment=\?\)/],
  ['an alert', { alerts: [uuid(1)] }, /part USING PRIMARY KEY \(alert=\?\)/],
  ['follow-ups', { followUps: { open: true } }, /follow_ups USING COVERING INDEX \w+ \(open=\?\)/],
  [
    'late follow-ups',
    { followUps: { overdue: { is: true, now } } },
    /follow_ups USING COVERING INDEX \w+ \(open=\? AND due_at<\?\)/,
  ],
  [
    'a missed acknowledgement',
    { unacknowledged: { is: true, now } },
    /incident_acknowledgements USING PRIMARY KEY \(due_at<\?\)/,
  ],
  [
    'a late update',
    { overdue: { is: true, now } },
    /incidents USING COVERING INDEX \w+ \(next_update_due_at<\?\)/,
  ],
  ['a late postmortem', { postmortem: { overdue: { is: true, now } } }, /\(postmortem_due_at<\?\)/],
  ['times of resolution', { resolved: { from: now } }, /\(resolved_at>\?\)/],
  ['drills', { drill: true }, /incidents_rare_drill/],
  ['security', { security: true }, /incidents_rare_security/],
  ['restricted ones', { visibility: 'RESTRICTED' }, /incidents_rare_visibility/],
  ['who noticed', { detections: ['CUSTOMER', 'PARTNER'] }, /incidents_rare_detected_by/],
];

describe('a page of incidents by', () => {
  it.each(selective)('%s, which few meet, is of those that an index tells', (_, filter, index) => {
    const plan = incidentsPlan({ filter });
    expect(plan).toContainEqual(expect.stringMatching(index));
    expect(plan).toContainEqual(expect.stringMatching(/^SEARCH incidents USING INTEGER PRIMARY KEY/));
    expect(plan.join('\n')).not.toMatch(/SCAN (?!few|\(subquery)|AUTOMATIC/);
  });

  it.each(selective)('%s, which many meet, is read in the order of the list', (_, filter) => {
    const plan = incidentsPlan({ filter }, 0);
    expect(plan).toContainEqual(expect.stringMatching(/^SEARCH incidents USING INDEX .*number\)<\(\?/));
    expect(plan.join('\n')).not.toMatch(/USE TEMP B-TREE|SCAN|AUTOMATIC/);
  });
});

describe('a page of follow-ups', () => {
  const questions = followUpOrders.flatMap((field) =>
    [undefined, true, false].map((open): [string, string, FollowUpQuery] => [
      field,
      open === undefined ? 'of all' : open ? 'of open ones' : 'of those that are not open',
      { filter: { open }, orderBy: { field, direction: 'ASC' } },
    ]),
  );

  it.each(questions)('by %s %s is read off an index from the cursor on', (_field, _filter, query) => {
    const [plan, ...others] = followUpsPlan(query).filter((step) => step.includes('follow_ups'));
    expect(plan).toMatch(/^SEARCH follow_ups USING (COVERING )?INDEX .*number,place\)>\(\?,/);
    expect(others).toEqual([]);
  });
});

describe('a page of a search', () => {
  it('is read off the full-text index, the latest first, as far as it must be', () => {
    const orderBy = { field: 'RELEVANCE', direction: 'DESC' } as const;
    const plan = incidentsPlan({ filter: { search: 'checkout fails', severities: ['P0', 'P1'] }, orderBy });
    expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN incidents/);
    expect(plan).toContainEqual(expect.stringMatching(/^SCAN incident_texts VIRTUAL TABLE INDEX/));
    expect(plan).toContainEqual(expect.stringMatching(/^SEARCH incidents USING INTEGER PRIMARY KEY/));
  });
});
