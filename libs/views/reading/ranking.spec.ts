import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Viewer, statuses } from '#incident';
import { temporaryFiles } from '../testing/files.js';
import { someIncidents } from '../testing/some-incidents.js';
import { type Told, uuid } from '../testing/telling.js';
import type { IncidentFilter, IncidentOrderBy } from './incident-filter.js';
import { incidentQuestion } from './incident-question.js';
import type { IncidentDocument } from './incident-document.js';
import { type FoundPage, IncidentSearch } from './incident-search.js';
import { Incidents } from './incidents.js';
import { List } from './list.js';
import { type Pageable, pageOf } from './page.js';
import type { RankedRow } from './ranking.js';

const files = temporaryFiles();
const everyone: Viewer = { restricted: true, principal: 'auditor' };
const outsider: Viewer = { restricted: false, principal: 'outsider' };

interface Written {
  readonly title: string;
  readonly summary?: string;
  readonly notes?: readonly string[];
  readonly updates?: readonly string[];
  readonly rootCause?: string;
  readonly visibility?: 'RESTRICTED';
}

/** Incidents of which only the texts matter, in the order of their numbers. */
const told = (written: readonly Written[]): Told[] =>
  written.flatMap(({ notes = [], updates = [], rootCause, ...texts }, index) => {
    const stream = `incident-${uuid(index + 1)}`;
    const [declared] = someIncidents(1);
    const data = { ...declared?.data, summary: '', drill: false, visibility: 'ORGANIZATION', ...texts };
    return [
      { stream, type: 'IncidentDeclared', data: { ...data, id: uuid(index + 1) } },
      ...notes.map((body, at) => ({
        stream,
        type: 'NoteRecorded',
        data: { noteId: `${at}`, kind: 'OBSERVATION', body },
      })),
      ...updates.map((body, at) => ({
        stream,
        type: 'UpdatePublished',
        data: { updateId: `${at}`, audience: 'INTERNAL', body },
      })),
      ...(rootCause === undefined
        ? []
        : [{ stream, type: 'PostmortemDrafted', data: { section: 'ROOT_CAUSE', body: rootCause } }]),
    ];
  });

const searching = (written: readonly Written[]) => {
  const incidents = new Incidents(files.reading(told(written)));
  return (search: string, viewer: Viewer = everyone) => incidents.page({ filter: { search } }, viewer);
};
const numbers = ({ edges }: ReturnType<ReturnType<typeof searching>>) => edges.map(({ node }) => node.number);

/** All that an answer tells. */
const shown = ({ edges }: FoundPage<IncidentDocument>) =>
  edges.map(({ cursor, matches, node, snippet }) => ({ cursor, matches, node, snippet }));

describe('A search', () => {
  it('has what is titled so first, then by summary, postmortem and updates, and by notes last', () => {
    const search = searching([
      { title: 'One', notes: ['The queue is long'] },
      { title: 'Two', rootCause: 'The queue was too long' },
      { title: 'Three', updates: ['We look at the queue'] },
      { title: 'Four', summary: 'Something with the queue' },
      { title: 'Five with a queue' },
    ]);
    expect(numbers(search('queue'))).toEqual([5, 4, 2, 3, 1]);
  });

  it('has what says it more often before what says it once, and the latest first where both do alike', () => {
    const search = searching([
      { title: 'A', notes: ['kafka', 'kafka again', 'kafka once more'] },
      { title: 'B', notes: ['kafka'] },
      { title: 'C', notes: ['kafka'] },
    ]);
    expect(numbers(search('kafka'))).toEqual([1, 3, 2]);
  });

  it('has a whole word before a longer one that begins with it', () => {
    expect(numbers(searching([{ title: 'mail waits' }, { title: 'mailbox waits' }])('mail'))).toEqual([1, 2]);
  });

  it('ranks what a viewer sees the same whether or not there is more that the viewer does not see', () => {
    const open: Written[] = [
      { title: 'vault and door', notes: ['door', 'the door'] },
      { title: 'door', notes: ['vault', 'vault', 'the vault once more'] },
    ];
    const secrets = Array.from({ length: 30 }, (): Written => ({ title: 'vault', visibility: 'RESTRICTED' }));
    const [without, withSecrets] = [searching(open), searching([...open, ...secrets])];
    for (const words of ['vault', 'door vault', 'vault -door']) {
      expect(shown(withSecrets(words, outsider))).toEqual(shown(without(words, outsider)));
      expect(withSecrets(words, outsider).totalCount).toBe(without(words, outsider).totalCount);
    }
  });
});

describe('The pages of a search', () => {
  const reader = files.reading(someIncidents(150));
  const incidents = new Incidents(reader);
  const everything = incidents.page({ page: { first: 100 } }, everyone);
  const search = new IncidentSearch(reader, ({ number }) => incidents.numbered(number));
  const anyFilter: fc.Arbitrary<IncidentFilter> = fc.record(
    {
      search: fc.constantFrom('checkout', 'fails checkout', 'trag', '-fails', '"eu-west" -mail', ''),
      statuses: fc.subarray([...statuses], { minLength: 3 }),
      services: fc.constant(['checkout']),
      drill: fc.boolean(),
    },
    { requiredKeys: ['search'] },
  );
  const sizes = fc.integer({ min: 1, max: 40 });

  /** With only so many of the latest ranked. */
  const rankingOf = (filter: IncidentFilter, viewer: Viewer, orderBy: IncidentOrderBy, most: number) =>
    search.ranking(filter, viewer, orderBy, most);

  const walk = (list: Pageable<RankedRow>, size: number, backwards: boolean): number[] => {
    const seen: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const request = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
      const { edges, pageInfo } = pageOf(list, request, ({ number }) => number);
      const found = edges.map(({ node }) => node);
      if (backwards) seen.unshift(...found);
      else seen.push(...found);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
      expect(backwards ? hasNextPage : hasPreviousPage).toBe(seen.length > found.length);
      const more = backwards ? hasPreviousPage : hasNextPage;
      cursor = more ? (backwards ? startCursor : endCursor) : null;
    }
    return seen;
  };

  it('give every match once, in the same order forwards and backwards, and turned round', () => {
    expect(everything.edges).toHaveLength(100);
    fc.assert(
      fc.property(
        anyFilter,
        fc.constantFrom(everyone, outsider),
        fc.constantFrom(1, 10, 30, 500),
        sizes,
        (filter, viewer, most, size) => {
          const best: IncidentOrderBy = { field: 'RELEVANCE', direction: 'DESC' };
          const worst: IncidentOrderBy = { field: 'RELEVANCE', direction: 'ASC' };
          const list = new List(reader, incidentQuestion(filter, viewer, best));
          const matches = list.rows({ backwards: false, limit: 1000 }).map(({ number }) => number);
          const forwards = walk(rankingOf(filter, viewer, best, most), size, false);
          expect(forwards.toSorted((one, other) => other - one)).toEqual(matches);
          expect(walk(rankingOf(filter, viewer, best, most), size, true)).toEqual(forwards);
          expect(walk(rankingOf(filter, viewer, worst, most), size, false)).toEqual(forwards.toReversed());
          expect(rankingOf(filter, viewer, best, most).count()).toBe(matches.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('go on with the latest first where only the latest are ranked', () => {
    const orderBy: IncidentOrderBy = { field: 'RELEVANCE', direction: 'DESC' };
    const numbers = walk(rankingOf({ search: 'checkout' }, everyone, orderBy, 10), 7, false);
    const [ranked, others] = [numbers.slice(0, 10), numbers.slice(10)];
    expect(Math.min(...ranked)).toBeGreaterThan(Math.max(...others));
    expect(others).toEqual(others.toSorted((one, other) => other - one));
  });
});
