import { describe, expect, it } from '@jest/globals';
import type { Milestones, Status } from '#incident';
import { duration } from './duration.js';
import type { IncidentFacts } from './facts.js';
import { incident, minute } from './testing/facts.js';

const declared = minute(0);

describe('a duration', () => {
  it('is recorded in seconds, fractions included', () => {
    const acknowledged = '2026-11-02T00:04:30.250Z';
    const story = incident({
      status: 'ACKNOWLEDGED',
      milestones: { DECLARED: [declared], ACKNOWLEDGED: [acknowledged] },
    });
    expect(duration(story, { from: 'DECLARED', to: 'ACKNOWLEDGED', occurrence: 'FIRST' })).toEqual({
      state: 'RECORDED',
      seconds: 270.25, // 4 × 60 + 30.25
      startedAt: declared,
      endedAt: acknowledged,
    });
  });

  it('may be zero: whoever declares an incident may acknowledge it in the same moment', () => {
    const story = incident({ milestones: { DECLARED: [declared], ACKNOWLEDGED: [declared] } });
    expect(duration(story, { from: 'DECLARED', to: 'ACKNOWLEDGED', occurrence: 'FIRST' })).toMatchObject({
      state: 'RECORDED',
      seconds: 0,
    });
  });

  it('reads times with an offset', () => {
    const story = incident({
      milestones: { DECLARED: [declared], ACKNOWLEDGED: ['2026-11-02T01:05:00+01:00'] },
    });
    expect(duration(story, { from: 'DECLARED', to: 'ACKNOWLEDGED', occurrence: 'FIRST' })).toMatchObject({
      seconds: 300,
    });
  });

  it('is pending while the incident is open and the end is not reached', () => {
    for (const status of ['DECLARED', 'ACKNOWLEDGED', 'MITIGATED'] as const)
      expect(
        duration(incident({ status }), { from: 'DECLARED', to: 'RESOLVED', occurrence: 'FIRST' }),
      ).toEqual({
        state: 'PENDING',
        seconds: null,
        startedAt: declared,
        endedAt: null,
      });
  });

  it('is not applicable once the incident is over without it: a skipped mitigation took no zero seconds', () => {
    for (const status of ['RESOLVED', 'CLOSED', 'CANCELLED', 'MERGED'] as const)
      expect(
        duration(incident({ status }), { from: 'DECLARED', to: 'MITIGATED', occurrence: 'FIRST' }),
      ).toMatchObject({
        state: 'NOT_APPLICABLE',
        seconds: null,
      });
  });

  it('is not applicable where the end is known but the start is not', () => {
    const story = incident({ milestones: { DECLARED: [declared], DETECTED: [declared] } });
    expect(duration(story, { from: 'IMPACT_STARTED', to: 'DETECTED', occurrence: 'FIRST' })).toEqual({
      state: 'NOT_APPLICABLE',
      seconds: null,
      startedAt: null,
      endedAt: declared,
    });
  });

  it('is invalid where it ends before it starts, and keeps both times for whoever mends them', () => {
    const story = incident({ milestones: { DECLARED: [declared], ACKNOWLEDGED: [minute(-1)] } });
    expect(duration(story, { from: 'DECLARED', to: 'ACKNOWLEDGED', occurrence: 'FIRST' })).toEqual({
      state: 'INVALID',
      seconds: null,
      startedAt: declared,
      endedAt: minute(-1),
    });
  });

  it('waits for the closing of a resolved incident, and for the postmortem that a closed one owes', () => {
    expect(
      duration(incident({ status: 'RESOLVED' }), { from: 'DECLARED', to: 'CLOSED', occurrence: 'FIRST' })
        .state,
    ).toBe('PENDING');
    const publication = { from: 'DECLARED', to: 'POSTMORTEM_PUBLISHED', occurrence: 'FIRST' } as const;
    const owed = { dueAt: minute(60), firstDueAt: minute(60), waived: false };
    const stateOf = (postmortem: IncidentFacts['postmortem']) =>
      duration(incident({ status: 'CLOSED', postmortem }), publication).state;
    expect(stateOf(owed)).toBe('PENDING');
    expect(stateOf({ ...owed, waived: true })).toBe('NOT_APPLICABLE');
    expect(stateOf(null)).toBe('NOT_APPLICABLE');
    expect(duration(incident({ status: 'RESOLVED' }), publication).state).toBe('PENDING');
  });
});

describe('of an incident whose impact nobody said to have ended', () => {
  const milestones = { DECLARED: [declared], IMPACT_STARTED: [minute(-5)], RESOLVED: [minute(10)] };
  const recovery = { from: 'IMPACT_STARTED', to: 'IMPACT_ENDED', occurrence: 'LAST' } as const;
  const stateOf = (status: Status, known: Milestones = milestones) =>
    duration(incident({ status, milestones: known }), recovery).state;

  it('the recovery is pending until it is closed: until then somebody is to say when the impact ended', () => {
    expect(stateOf('MITIGATED')).toBe('PENDING');
    expect(stateOf('RESOLVED')).toBe('PENDING');
    for (const status of ['CLOSED', 'CANCELLED', 'MERGED'] as const)
      expect(stateOf(status)).toBe('NOT_APPLICABLE');
  });

  it('the recovery is recorded as soon as somebody says, in whichever status', () => {
    const ended = { ...milestones, IMPACT_ENDED: [minute(7)] };
    for (const status of ['RESOLVED', 'CLOSED'] as const) expect(stateOf(status, ended)).toBe('RECORDED');
  });

  it('nothing is waited for once it is resolved without any impact', () => {
    const { IMPACT_STARTED: _, ...without } = milestones;
    expect(stateOf('ACKNOWLEDGED', without)).toBe('PENDING');
    expect(stateOf('RESOLVED', without)).toBe('NOT_APPLICABLE');
  });
});

describe('of an incident that was resolved after 10 minutes and reopened', () => {
  const milestones = { DECLARED: [declared], MITIGATED: [minute(5)], RESOLVED: [minute(10)] };
  const openAgain = incident({ status: 'ACKNOWLEDGED', milestones, reopens: 1 });
  const resolvedAgain = incident({
    status: 'RESOLVED',
    milestones: { ...milestones, RESOLVED: [minute(10), minute(40)] },
    reopens: 1,
  });

  it('the first resolve stays known', () => {
    for (const story of [openAgain, resolvedAgain])
      expect(duration(story, { from: 'DECLARED', to: 'RESOLVED', occurrence: 'FIRST' })).toMatchObject({
        seconds: 600,
      });
  });

  it('the last is pending while it is open again', () => {
    expect(duration(openAgain, { from: 'DECLARED', to: 'RESOLVED', occurrence: 'LAST' })).toMatchObject({
      state: 'PENDING',
      endedAt: null,
    });
  });

  it('the last is the new one once it is resolved again', () => {
    expect(duration(resolvedAgain, { from: 'DECLARED', to: 'RESOLVED', occurrence: 'LAST' })).toMatchObject({
      seconds: 2400,
    });
  });

  it('the last mitigation is pending until there is a new one, or it is resolved without', () => {
    expect(duration(openAgain, { from: 'DECLARED', to: 'MITIGATED', occurrence: 'LAST' }).state).toBe(
      'PENDING',
    );
    expect(duration(resolvedAgain, { from: 'DECLARED', to: 'MITIGATED', occurrence: 'LAST' })).toMatchObject({
      seconds: 300,
    });
  });
});
