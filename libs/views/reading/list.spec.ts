import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Viewer, detections, postmortemStatuses, severities, statuses, visibilities } from '#incident';
import { expectedAmong } from '../testing/expected-incidents.js';
import { temporaryFiles } from '../testing/files.js';
import {
  deployments,
  people,
  roles,
  slugs,
  someServices,
  someTime,
  tags,
  teams,
  vocabulary,
} from '../testing/some-incidents.js';
import { someFollowUps } from '../testing/some-follow-ups.js';
import { uuid } from '../testing/telling.js';
import { type IncidentFilter, type IncidentOrderBy, incidentOrders } from './incident-filter.js';
import { type IncidentRow, type SortColumn, incidentQuestion } from './incident-question.js';
import type { IncidentDocument } from './incident-document.js';
import { Incidents } from './incidents.js';
import { List } from './list.js';
import type { PageRequest } from './page.js';

const count = 150;
const reader = temporaryFiles().reading([...someFollowUps(count, 120), ...someServices()]);
const incidents = new Incidents(reader);
const everyone: Viewer = { restricted: true, principal: 'auditor' };
const outsider: Viewer = { restricted: false, principal: 'outsider' };
const member: Viewer = { restricted: false, principal: people[0] ?? '' };

/** All incidents, by their references. */
const all: readonly IncidentDocument[] = Array.from({ length: count }, (_, index) => {
  const found = incidents.find(`INC-${index + 1}`, everyone);
  if (!found) throw new Error(`INC-${index + 1} is missing`);
  return found;
});

const lowerCase = (words: readonly string[]) => words.map((word) => word.toLowerCase());
const perhaps = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 1 });
const anyWindow = fc.record({ from: perhaps(someTime), to: perhaps(someTime) });
const anything: fc.Arbitrary<IncidentFilter> = fc.record({
  statuses: fc.subarray([...statuses]),
  severities: fc.subarray([...severities]),
  services: fc.subarray([...slugs, 'unknown']),
  teams: fc.subarray([...Object.keys(teams), 'unknown']),
  involves: fc.subarray(people),
  mine: fc.record({ is: fc.boolean(), person: fc.constantFrom(...people) }),
  detections: fc.subarray([...detections]),
  security: fc.boolean(),
  blamed: fc.subarray(deployments.map(uuid)),
  followUps: fc.record(
    { open: fc.boolean(), overdue: fc.record({ is: fc.boolean(), now: someTime }) },
    { requiredKeys: [] },
  ),
  tags: fc.subarray([...tags, 'unknown']),
  search: fc.subarray(vocabulary, { maxLength: 2 }).map((words) => words.join(' ')),
  declared: anyWindow,
  firstSaidBefore: someTime,
  resolved: anyWindow,
  roleHolder: fc.record({ person: fc.constantFrom(...people), role: perhaps(fc.constantFrom(...roles)) }),
  overdue: fc.record({ is: fc.boolean(), now: someTime }),
  causes: fc.subarray(['CODE_CHANGE', 'CAPACITY', 'DATA'] as const),
  recurrenceOf: fc.constantFrom(uuid(1), uuid(2)),
  postmortem: fc.record(
    {
      statuses: fc.subarray([...postmortemStatuses]),
      owed: fc.boolean(),
      overdue: fc.record({ is: fc.boolean(), now: someTime }),
      due: anyWindow,
    },
    { requiredKeys: [] },
  ),
  unacknowledged: fc.record({ is: fc.boolean(), now: someTime }),
  titleWords: fc.subarray(vocabulary.slice(0, 2), { minLength: 1 }).map(lowerCase),
  drill: fc.boolean(),
  visibility: fc.constantFrom(...visibilities),
});
/** Of few parts, so that some incidents meet them all. */
const anyFilter = fc
  .tuple(anything, fc.array(fc.nat(), { maxLength: 3 }))
  .map(([filter, picks]): IncidentFilter => {
    const parts = Object.entries(filter);
    const some = picks.map((pick) => parts[pick % parts.length]).filter((part) => part !== undefined);
    return Object.fromEntries<unknown>(some);
  });
const anyOrder: fc.Arbitrary<IncidentOrderBy> = fc.record({
  field: fc.constantFrom(...incidentOrders.filter((order) => order !== 'RELEVANCE')),
  direction: fc.constantFrom('ASC', 'DESC'),
});
const anyViewer = fc.constantFrom(everyone, outsider, member);

const expected = (filter: IncidentFilter, viewer: Viewer, orderBy: IncidentOrderBy): string[] =>
  expectedAmong(all, filter, viewer, orderBy);

describe('a list of incidents', () => {
  it('has those that meet the filter and that the viewer may see, in the order asked for', () => {
    fc.assert(
      fc.property(
        anyFilter,
        anyViewer,
        anyOrder,
        fc.constantFrom(0, 10, 1000),
        fc.boolean(),
        (filter, viewer, orderBy, few, backwards) => {
          const question = incidentQuestion(filter, viewer, orderBy);
          const list = new List<SortColumn, IncidentRow>(reader, question, few);
          const rows = list.rows({ backwards, limit: 1000 }).map(({ number }) => `INC-${number}`);
          const wanted = expected(filter, viewer, orderBy);
          expect(backwards ? rows.reverse() : rows).toEqual(wanted);
          expect(list.count()).toBe(wanted.length);
          expect(all.filter(({ number }) => list.has(number)).length).toBe(wanted.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives every row once, page by page, forwards and backwards, and knows at each page what is beyond it', () => {
    fc.assert(
      fc.property(
        anyFilter,
        anyViewer,
        anyOrder,
        fc.integer({ min: 1, max: 40 }),
        (filter, viewer, orderBy, size) => {
          const wanted = expected(filter, viewer, orderBy);
          const walk = (
            start: PageRequest,
            next: (cursor: string) => PageRequest,
            before: boolean,
          ): string[] => {
            let seen: string[] = [];
            for (let page: PageRequest | undefined = start; page;) {
              const { edges, pageInfo, totalCount } = incidents.page({ filter, orderBy, page }, viewer);
              const nodes = edges.map(({ node }) => node.reference);
              seen = before ? [...nodes, ...seen] : [...seen, ...nodes];
              const [ahead, behind] = before
                ? [pageInfo.hasPreviousPage, pageInfo.hasNextPage]
                : [pageInfo.hasNextPage, pageInfo.hasPreviousPage];
              expect(ahead).toBe(seen.length < wanted.length);
              expect(behind).toBe(seen.length > nodes.length);
              expect(totalCount).toBe(wanted.length);
              const cursor = before ? pageInfo.startCursor : pageInfo.endCursor;
              page = ahead && cursor !== null ? next(cursor) : undefined;
            }
            return seen;
          };
          expect(walk({ first: size }, (after) => ({ first: size, after }), false)).toEqual(wanted);
          expect(walk({ last: size }, (before) => ({ last: size, before }), true)).toEqual(wanted);
        },
      ),
      { numRuns: 100 },
    );
  });
});
