import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Viewer, followUpKinds, isFollowUpOverdue } from '#incident';
import { temporaryFiles } from '../testing/files.js';
import { someFollowUps } from '../testing/some-follow-ups.js';
import { people, slugs, someTime } from '../testing/some-incidents.js';
import {
  type FollowUpDocument,
  type FollowUpFilter,
  type FollowUpQuery,
  FollowUps,
  followUpOrders,
} from './follow-ups.js';
import { Incidents } from './incidents.js';
import type { PageRequest } from './page.js';

const count = 20;
const reader = temporaryFiles().reading(someFollowUps(count, 100));
const incidents = new Incidents(reader);
const followUps = new FollowUps(reader, incidents);
const everyone: Viewer = { restricted: true, principal: 'everyone' };
const outsider: Viewer = { restricted: false, principal: 'outsider' };

const all: readonly FollowUpDocument[] = Array.from({ length: count }, (_, index) => {
  const incident = incidents.find(`INC-${index + 1}`, everyone);
  return incident?.followUps.map((followUp) => ({ ...followUp, incident })) ?? [];
}).flat();

const perhaps = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 1 });
const anyQuery: fc.Arbitrary<Required<Pick<FollowUpQuery, 'orderBy'>> & { filter: FollowUpFilter }> =
  fc.record({
    filter: fc.record(
      {
        open: fc.boolean(),
        overdue: fc.record({ is: fc.boolean(), now: someTime }),
        owners: fc.subarray(people),
        kinds: fc.subarray([...followUpKinds]),
        incident: fc.constantFrom('INC-1', 'INC-2', 'INC-99', 'nothing'),
        services: fc.subarray([...slugs, 'unknown']),
        due: fc.record({ from: perhaps(someTime), to: perhaps(someTime) }),
      },
      { requiredKeys: [] },
    ),
    orderBy: fc.record({
      field: fc.constantFrom(...followUpOrders),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
    }),
  });
const anyViewer = fc.constantFrom(everyone, outsider);

/** What the filter says, said once more and plainly. */
const meets = (followUp: FollowUpDocument, filter: FollowUpFilter, viewer: Viewer): boolean => {
  const { open, overdue, owners, kinds, incident, services, due } = filter;
  const window = (due?.from ?? due?.to) === undefined ? undefined : due;
  return (
    (open === undefined || open === (followUp.status === 'OPEN')) &&
    (!overdue || overdue.is === isFollowUpOverdue(followUp, overdue.now)) &&
    (owners?.includes(followUp.owner ?? '') ?? true) &&
    (kinds?.includes(followUp.kind) ?? true) &&
    (incident ?? followUp.incident.reference) === followUp.incident.reference &&
    (services?.some((service) => followUp.incident.services.includes(service)) ?? true) &&
    (!window ||
      (followUp.dueAt !== null &&
        (window.from ?? '') <= followUp.dueAt &&
        followUp.dueAt < (window.to ?? '~'))) &&
    (viewer.restricted || followUp.incident.visibility === 'ORGANIZATION')
  );
};

function expected({ filter, orderBy }: FollowUpQuery, viewer: Viewer): string[] {
  const key = ({ dueAt, addedAt }: FollowUpDocument) =>
    orderBy?.field === 'ADDED_AT' ? addedAt : (dueAt ?? '~');
  // Those of one incident are in their places already, and a sort keeps what is equal as it is.
  const sorted = all
    .filter((followUp) => meets(followUp, filter ?? {}, viewer))
    .sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
  return (orderBy?.direction === 'DESC' ? sorted.reverse() : sorted).map(({ id }) => id);
}

describe('the list of follow-ups', () => {
  it('has those that meet the filter and whose incidents the viewer may see, each once, page by page', () => {
    fc.assert(
      fc.property(anyQuery, anyViewer, fc.integer({ min: 1, max: 100 }), (query, viewer, size) => {
        const wanted = expected(query, viewer);
        const seen: string[] = [];
        for (let page: PageRequest | undefined = { first: size }; page;) {
          const { edges, pageInfo, totalCount } = followUps.page({ ...query, page }, viewer);
          seen.push(...edges.map(({ node }) => node.id));
          expect(totalCount).toBe(wanted.length);
          page = pageInfo.hasNextPage ? { first: size, after: pageInfo.endCursor } : undefined;
        }
        expect(seen).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it('has what is due first at its head, and what has no due time at its end', () => {
    const { edges } = followUps.page({ page: { first: 100 } }, everyone);
    const due = edges.map(({ node }) => node.dueAt ?? '~');
    expect(due).toEqual(due.toSorted());
    expect(new Set(due).size).toBeGreaterThan(3);
  });

  it('names the incident of each', () => {
    const { edges } = followUps.page({ filter: { incident: 'INC-1' } }, everyone);
    expect(edges.length).toBeGreaterThan(0);
    for (const { node } of edges) expect(node.incident.reference).toBe('INC-1');
  });
});
