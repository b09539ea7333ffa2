import { describe, expect, it } from '@jest/globals';
import { InvalidPage } from '../errors.js';
import { project, temporaryFiles } from '../testing/files.js';
import { someIncidents } from '../testing/some-incidents.js';
import { type Told, recorded } from '../testing/telling.js';
import { type IncidentQuery, Incidents } from './incidents.js';
import type { PageRequest } from './page.js';

const files = temporaryFiles();
const everyone = { restricted: true, principal: 'auditor' };
const incidents = new Incidents(files.reading(someIncidents(150)));
const numbers = (query: IncidentQuery, among = incidents): number[] =>
  among.page(query, everyone).edges.map(({ node }) => node.number);

describe('a page', () => {
  const latest = numbers({ page: { first: 100 } });

  it('has the twenty declared last, the latest first, where nothing else is asked for', () => {
    const { edges } = incidents.page({}, everyone);
    const times = edges.map(({ node }) => node.declaredAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(edges).toHaveLength(20);
  });

  it('may lie between two cursors', () => {
    const { edges } = incidents.page({ page: { first: 20 } }, everyone);
    const [after, before] = [edges[3]?.cursor, edges[9]?.cursor];
    expect(numbers({ page: { after, before } })).toEqual(latest.slice(4, 9));
    expect(numbers({ page: { after, before, first: 2 } })).toEqual(latest.slice(4, 6));
    expect(numbers({ page: { after, before, last: 2 } })).toEqual(latest.slice(7, 9));
  });

  it('knows what is beyond it, also where it is empty', () => {
    const cursors = incidents.page({ page: { first: 100 } }, everyone).edges.map(({ cursor }) => cursor);
    const beyond = (page: PageRequest) => {
      const { edges, pageInfo } = incidents.page({ page }, everyone);
      return [edges.length, pageInfo.hasPreviousPage, pageInfo.hasNextPage];
    };
    expect(beyond({ after: cursors[3], before: cursors[9] })).toEqual([5, true, true]);
    expect(beyond({ after: cursors[99], before: cursors[3] })).toEqual([0, true, true]);
    expect(beyond({ after: cursors[99], first: 50 })).toEqual([50, true, false]);
    expect(beyond({ before: cursors[5], last: 5 })).toEqual([5, false, true]);
    expect(beyond({ first: 0 })).toEqual([0, false, true]);
    expect(beyond({ last: 0 })).toEqual([0, true, false]);
    expect(beyond({ before: cursors[0] })).toEqual([0, false, true]);
    expect(beyond({ after: cursors[0], before: cursors[1] })).toEqual([0, true, true]);
  });

  it('ends where a cursor was taken, though its incident has moved in the order since', () => {
    const orderBy = { field: 'UPDATED_AT', direction: 'DESC' } as const;
    const file = files.empty();
    const story = someIncidents(30);
    const moving = new Incidents(files.reading(story, file));
    const first = moving.page({ orderBy, page: { first: 10 } }, everyone);
    const moved = first.edges[9]?.node.id ?? '';
    project(file, recorded([...story, noted(moved)]).slice(story.length));
    const second = moving.page({ orderBy, page: { first: 20, after: first.pageInfo.endCursor } }, everyone);
    const seen = [...first.edges, ...second.edges].map(({ node }) => node.number);
    expect(seen.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
  });

  it.each<[string, PageRequest, string]>([
    ['of less than nothing', { first: -1 }, 'first'],
    ['of half an incident', { first: 1.5 }, 'first'],
    ['that is too long', { last: 101 }, 'last'],
    ['from both ends', { first: 1, last: 1 }, 'last'],
    ['after what is no cursor', { after: 'INC-3' }, 'after'],
    ['before a cursor of nothing', { before: '' }, 'before'],
    ['after a cursor that was cut off', { after: 'WyJERUNMQVJFRF9BVCIsIjIwMjY' }, 'after'],
  ])('%s is refused', (_, page, argument) => {
    expect(() => incidents.page({ page }, everyone)).toThrow(
      expect.objectContaining({ name: 'InvalidPage', argument }),
    );
  });

  it('does not take a cursor of another order', () => {
    const after = incidents.page({}, everyone).pageInfo.endCursor;
    const orderBy = { field: 'SEVERITY', direction: 'ASC' } as const;
    expect(() => incidents.page({ orderBy, page: { after } }, everyone)).toThrow(InvalidPage);
  });
});

const noted = (id: string): Told => ({
  stream: `incident-${id}`,
  type: 'NoteRecorded',
  data: { noteId: 'later', kind: 'OBSERVATION', body: 'Something else' },
});
