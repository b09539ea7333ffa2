import { describe, expect, it } from '@jest/globals';
import { minute, storyId } from '#decider/testing';
import { defaultPolicy } from './policy.js';
import {
  aDeclaredIncident,
  acknowledge,
  after,
  declare,
  given,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const { alerts: _, ...declared } = declare.data;

describe('declaring an incident', () => {
  it('records what is known', () => {
    given([])
      .when(declare)
      .then([{ type: 'IncidentDeclared', data: { id: storyId, ...declared, detectedAt: minute(0) } }]);
  });

  it('begins an open incident of which nothing else is known', () => {
    expect(stateAfter(aDeclaredIncident)).toStrictEqual({
      id: storyId,
      ...declared,
      policy: defaultPolicy.P1,
      tags: [],
      status: 'DECLARED',
      impactStartedAt: null,
      milestones: { DETECTED: [minute(0)], DECLARED: [minute(0)] },
      reopens: 0,
      termsSince: { occurredAt: minute(0), recordedAt: minute(0) },
      resolution: null,
      cancellationReason: null,
      roles: [],
      participants: [],
      updates: [],
      nextUpdateDueAt: null,
      notes: [],
      alerts: [],
      absorbed: [],
      escalation: null,
      mergedInto: null,
      missedAcknowledgement: null,
      lateAcknowledgement: null,
      missedPromises: [],
      latePromises: [],
      lateEscalations: [],
      renewal: null,
      cause: null,
      blamedDeployments: [],
      clearedDeployments: [],
      checklists: [],
      followUps: [],
      postmortem: {
        dueAt: null,
        firstDueAt: null,
        requiredBy: null,
        requiredBecause: null,
        dueSetAt: null,
        overdueRecorded: [],
        late: [],
        sections: {},
        publishedAt: null,
        publishedBy: null,
        revised: false,
        waiver: null,
      },
      recurrence: null,
      mitigations: [],
      links: [],
      members: [],
      impacts: [],
      milestoneCorrections: [],
    });
  });

  it('knows when it was noticed and when users began to suffer', () => {
    given([])
      .when(
        { ...declare, data: { ...declare.data, detectedAt: minute(-5), impactStartedAt: minute(-9) } },
        { at: minute(-2) },
      )
      .leaves({
        milestones: { IMPACT_STARTED: [minute(-9)], DETECTED: [minute(-5)], DECLARED: [minute(-2)] },
      });
  });

  it('takes each of the alerts along that led to it', () => {
    given([])
      .when({
        ...declare,
        data: { ...declare.data, alerts: ['one', 'two', 'one'].map((alertId) => ({ alertId })) },
      })
      .leaves({ alerts: ['one', 'two'] });
  });

  it('names each service and tag once', () => {
    given([])
      .when({ ...declare, data: { ...declare.data, services: ['a', 'b', 'a'], tags: ['c', 'c'] } })
      .leaves({ services: ['a', 'b'], tags: ['c'] });
  });

  it('is refused for a time in the future', () => {
    given([])
      .when(declare, { at: minute(2) })
      .refuses('IN_THE_FUTURE');
    for (const ahead of [{ detectedAt: minute(2) }, { impactStartedAt: minute(2) }])
      given([])
        .when({ ...declare, data: { ...declare.data, ...ahead } })
        .refuses('IN_THE_FUTURE');
  });

  it('is refused where it was declared already', () => {
    given(aDeclaredIncident).when(declare).refuses('ALREADY_EXISTS');
  });

  it('comes before everything else', () => {
    given([])
      .when(acknowledge)
      .refuses('NOT_FOUND', /There is no such incident/);
  });

  it('is told', () => {
    expect(wordsOf(aDeclaredIncident)).toEqual(['Declared as P1: Checkout fails in EU']);
  });

  it('is told with what decides who sees it and whether it counts', () => {
    const leak = { drill: true, security: true, visibility: 'RESTRICTED' } as const;
    expect(wordsOf(after([], { ...declare, data: { ...declare.data, ...leak } }))).toEqual([
      'Declared as P1 (drill, security, restricted): Checkout fails in EU',
    ]);
  });
});
