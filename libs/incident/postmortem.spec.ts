import { describe, expect, it } from '@jest/globals';
import { amina, bela, minute, newIdAfter } from '#decider/testing';
import { incidents } from './incident.js';
import {
  sections,
  draft,
  publish,
  waive,
  dueIn,
  wednesday,
  aMinorIncident,
  aDraftedPostmortem,
  aPublishedPostmortem,
  aWaivedPostmortem,
  dueAfter,
  statusAfter,
} from './testing/postmortems.js';
import {
  aCancelledIncident,
  aDeclaredIncident,
  aResolvedIncident,
  after,
  continued,
  given,
  reopen,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

describe('drafting', () => {
  it('goes section by section', () => {
    given(aDeclaredIncident)
      .when({ type: 'DraftPostmortem', data: { sections: { IMPACT: 'Some', SUMMARY: 'Short' } } })
      .then([
        { type: 'PostmortemDrafted', data: { section: 'SUMMARY', body: 'Short' } },
        { type: 'PostmortemDrafted', data: { section: 'IMPACT', body: 'Some' } },
      ]);
  });

  it('keeps who wrote each section last, and when', () => {
    const summary = { type: 'DraftPostmortem', data: { sections: { SUMMARY: 'Better' } } } as const;
    const { postmortem } = stateAfter(continued(aDraftedPostmortem, summary, { by: bela })) ?? {};
    expect(postmortem?.sections).toMatchObject({
      SUMMARY: { body: 'Better', draftedBy: bela, draftedAt: minute(aDraftedPostmortem.length) },
      IMPACT: { draftedBy: amina },
    });
  });

  it('changes nothing where a section reads so already', () => {
    given(aDraftedPostmortem).when(draft).changesNothing();
  });

  it('is refused for an incident that is void', () => {
    given(aCancelledIncident).when(draft).refuses('INCIDENT_CANCELLED');
  });
});

describe('publishing', () => {
  it('settles what was due, and is a milestone', () => {
    given(aDraftedPostmortem)
      .when(publish)
      .then([{ type: 'PostmortemPublished', data: { dueAt: wednesday } }]);
    const at = minute(aDraftedPostmortem.length);
    given(aDraftedPostmortem)
      .when(publish)
      .leaves({ milestones: { POSTMORTEM_PUBLISHED: [at] } });
    expect(dueAfter(aPublishedPostmortem)).toBeNull();
    expect(statusAfter(aPublishedPostmortem)).toBe('PUBLISHED');
  });

  it('is possible where none is due', () => {
    given(after(aMinorIncident, draft))
      .when(publish)
      .then([{ type: 'PostmortemPublished', data: {} }]);
  });

  it('needs each section but the lessons', () => {
    const { SUMMARY, RESOLUTION } = sections;
    const begun = after(aResolvedIncident, { ...draft, data: { sections: { SUMMARY, RESOLUTION } } });
    given(begun)
      .when(publish)
      .refuses('POSTMORTEM_INCOMPLETE', /^The postmortem lacks Impact, Root Cause\. .*draftPostmortem/);
  });

  it('needs an owner of each follow-up that is open', () => {
    const ownerless = { type: 'AddFollowUp', data: { title: 'Watch the pool', kind: 'SHORT_TERM' } } as const;
    const story = after(aDraftedPostmortem, ownerless);
    given(story)
      .when(publish)
      .refuses('POSTMORTEM_INCOMPLETE', /^Nobody owns “Watch the pool”\. .*reassignFollowUp/);
    const followUpId = newIdAfter(aDraftedPostmortem.length);
    const owned = { type: 'ReassignFollowUp', data: { followUpId, owner: amina.id } } as const;
    given(after(story, owned)).when(publish).succeeds();
  });

  it('waits for the resolve', () => {
    given(after(aDeclaredIncident, draft)).when(publish).refuses('INCIDENT_NOT_RESOLVED');
  });

  it('happens once, and again when it was revised', () => {
    given(aPublishedPostmortem).when(publish).changesNothing();
    const lessons = { type: 'DraftPostmortem', data: { sections: { LESSONS: 'Watch the pool' } } } as const;
    const revised = after(aPublishedPostmortem, lessons);
    expect(stateAfter(revised)?.postmortem.revised).toBe(true);
    given(revised)
      .when(publish)
      .then([{ type: 'PostmortemPublished', data: {} }]);
  });

  it('stays so when the incident is reopened and resolved again', () => {
    const again = after(aPublishedPostmortem, reopen, resolve);
    expect(statusAfter(again)).toBe('PUBLISHED');
    expect(dueAfter(again)).toBeNull();
  });
});

describe('waiving', () => {
  it('settles what was due, with a reason', () => {
    given(aResolvedIncident)
      .when(waive)
      .then([{ type: 'PostmortemWaived', data: { ...waive.data, dueAt: wednesday } }]);
    expect(statusAfter(aWaivedPostmortem)).toBe('WAIVED');
    expect(dueAfter(aWaivedPostmortem)).toBeNull();
  });

  it('lasts until the incident is resolved again', () => {
    expect(statusAfter(after(aWaivedPostmortem, reopen, resolve))).toBe('MISSING');
  });

  it('changes nothing the second time', () => {
    given(aWaivedPostmortem).when(waive).changesNothing();
  });

  it('is refused where nothing is due', () => {
    given(aMinorIncident).when(waive).refuses('POSTMORTEM_NOT_DUE');
    given(aDeclaredIncident).when(waive).refuses('POSTMORTEM_NOT_DUE');
    given(aPublishedPostmortem).when(waive).refuses('POSTMORTEM_PUBLISHED');
    given(aCancelledIncident).when(waive).refuses('INCIDENT_CANCELLED');
  });

  it('does not keep anybody from publishing one', () => {
    expect(statusAfter(after(aWaivedPostmortem, draft, publish))).toBe('PUBLISHED');
  });
});

it('is told in short', () => {
  const lessons = { type: 'DraftPostmortem', data: { sections: { LESSONS: 'Watch the pool' } } } as const;
  const told = wordsOf(after(aResolvedIncident, dueIn(9000), lessons, draft, publish));
  expect(told.slice(aResolvedIncident.length)).toEqual([
    'Postmortem due 2026-03-08 15:00 UTC instead of 2026-03-04 09:03 UTC: Amina is away',
    'Lessons of the postmortem: Watch the pool',
    'Summary of the postmortem: Card payments failed in the EU',
    'Impact of the postmortem: One payment in three',
    'Root Cause of the postmortem: A pool that ran dry',
    'Resolution of the postmortem: The release was rolled back',
    'Postmortem published',
  ]);
  const published = continued(aDraftedPostmortem, publish);
  const late = published.at(-1);
  if (!late) throw new Error('Nothing was published');
  const facts = { ...late.facts, occurredAt: '2026-03-05T09:00:00.000Z' };
  expect(incidents.describe({ ...late, facts })).toBe(
    'Postmortem published; it was due 2026-03-04 09:03 UTC',
  );
});
