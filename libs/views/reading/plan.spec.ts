import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { statuses } from '#incident';
import { temporaryFiles } from '../testing/files.js';
import { someFollowUps } from '../testing/some-follow-ups.js';
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

/** How a page in the middle of a list of incidents is found. */
const incidentsPlan = (query: IncidentQuery): string[] =>
  planOf((reader) => {
    const incidents = new Incidents(reader);
    return (after) => incidents.page({ ...query, page: { first: 3, after } }, viewer).pageInfo.endCursor;
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
  'of drills': { drill: true },
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
    const plan = incidentsPlan({ filter: filters[filter], orderBy: { field, direction } });
    expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN/);
    const searches = plan.filter((step) => step.startsWith('SEARCH incidents'));
    expect(searches).toHaveLength(filters[filter]?.statuses?.length ?? 1);
    for (const search of searches) expect(search).toMatch(/number\)[<>]\(\?,/);
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
    const plan = incidentsPlan({ filter: { search: 'checkout fails', severities: ['P0', 'P1'] } });
    expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|SCAN incidents/);
    expect(plan).toContainEqual(expect.stringMatching(/^SCAN incident_texts VIRTUAL TABLE INDEX/));
    expect(plan).toContainEqual(expect.stringMatching(/^SEARCH incidents USING INTEGER PRIMARY KEY/));
  });
});
