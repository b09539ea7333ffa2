import { describe, expect, it } from '@jest/globals';
import { amina, bela, minute, newIdAfter } from '#decider/testing';
import { isFollowUpOverdue } from './follow-ups.js';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  after,
  cancel,
  given,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const title = 'Alert on the error rate';
const add = {
  type: 'AddFollowUp',
  data: { title, kind: 'SHORT_TERM', owner: amina.id, dueAt: minute(600) },
} as const satisfies IncidentCommand;

const anIncidentWithAFollowUp = after(aDeclaredIncident, add);
const followUpId = newIdAfter(aDeclaredIncident.length);
const complete = { type: 'CompleteFollowUp', data: { followUpId } } as const;
const drop = { type: 'DropFollowUp', data: { followUpId, reason: 'The new gateway does it' } } as const;
const handOver = { type: 'ReassignFollowUp', data: { followUpId, owner: bela.id } } as const;
const postpone = {
  type: 'ReassignFollowUp',
  data: { followUpId, dueAt: minute(900), reason: 'Other work came first' },
} as const;
const aCompletedFollowUp = after(anIncidentWithAFollowUp, complete);
const aDroppedFollowUp = after(anIncidentWithAFollowUp, drop);

const followUpAfter = (story: typeof anIncidentWithAFollowUp) => stateAfter(story)?.followUps[0];

describe('a follow-up', () => {
  it('is added with its owner and when it is due', () => {
    given(aDeclaredIncident)
      .when(add)
      .then([{ type: 'FollowUpAdded', data: { followUpId, ...add.data } }]);
    expect(followUpAfter(anIncidentWithAFollowUp)).toEqual({
      id: followUpId,
      title,
      kind: 'SHORT_TERM',
      status: 'OPEN',
      owner: amina.id,
      dueAt: minute(600),
      firstDueAt: minute(600),
      ticketUrl: null,
      addedBy: amina,
      addedAt: minute(1),
      endedAt: null,
      endedBy: null,
      dropReason: null,
    });
  });

  it('can be added with neither, in the heat of the moment', () => {
    given(aDeclaredIncident)
      .when({ type: 'AddFollowUp', data: { title, kind: 'TECH_DEBT' } })
      .succeeds();
  });

  it('is not due before it is added', () => {
    given(aDeclaredIncident)
      .when({ ...add, data: { ...add.data, dueAt: minute(0) } })
      .refuses('DUE_NOT_LATER');
  });

  it('is added to a closed incident as well, and to none that is void', () => {
    given(aClosedIncident).when(add).succeeds();
    given(aCancelledIncident).when(add).refuses('INCIDENT_CANCELLED');
  });

  it('is told with all that happens to it', () => {
    expect(wordsOf(after(anIncidentWithAFollowUp, postpone, complete)).slice(1)).toEqual([
      'Follow-up added: Alert on the error rate (amina@example.com, due 2026-03-02 19:00 UTC)',
      'Follow-up reassigned: Alert on the error rate (amina@example.com, due 2026-03-03 00:00 UTC) · it was amina@example.com, due 2026-03-02 19:00 UTC · Other work came first',
      'Follow-up completed: Alert on the error rate',
    ]);
    expect(wordsOf(aDroppedFollowUp).at(-1)).toBe(
      'Follow-up dropped: Alert on the error rate · The new gateway does it',
    );
  });
});

describe('reassigning a follow-up', () => {
  it('changes what is given and leaves the rest', () => {
    given(anIncidentWithAFollowUp)
      .when(handOver)
      .then([
        {
          type: 'FollowUpReassigned',
          data: {
            followUpId,
            title,
            from: { owner: amina.id, dueAt: minute(600) },
            to: { owner: bela.id, dueAt: minute(600) },
          },
        },
      ]);
  });

  it('keeps the due time that was promised first', () => {
    expect(followUpAfter(after(anIncidentWithAFollowUp, postpone))).toMatchObject({
      dueAt: minute(900),
      firstDueAt: minute(600),
    });
  });

  it('changes nothing where it is so already', () => {
    given(after(anIncidentWithAFollowUp, handOver)).when(handOver).changesNothing();
  });

  it('leaves a due time alone that has passed', () => {
    const late = { ...handOver, data: { ...handOver.data, ticketUrl: 'https://tracker.example.com/1' } };
    given(anIncidentWithAFollowUp)
      .when(late, { at: minute(2) })
      .succeeds();
    given(anIncidentWithAFollowUp)
      .when({ ...postpone, data: { followUpId, dueAt: minute(1) } })
      .refuses('DUE_NOT_LATER');
  });
});

describe('the end of a follow-up', () => {
  it('is that it is completed', () => {
    given(anIncidentWithAFollowUp)
      .when(complete)
      .then([{ type: 'FollowUpCompleted', data: { followUpId, title } }]);
    expect(followUpAfter(aCompletedFollowUp)).toMatchObject({
      status: 'COMPLETED',
      endedAt: minute(2),
      endedBy: amina,
    });
  });

  it('or that it is dropped with a reason', () => {
    expect(followUpAfter(aDroppedFollowUp)).toMatchObject({
      status: 'DROPPED',
      dropReason: 'The new gateway does it',
    });
  });

  it('comes once', () => {
    given(aCompletedFollowUp).when(complete).changesNothing();
    given(aDroppedFollowUp).when(drop).changesNothing();
    given(aCompletedFollowUp)
      .when(drop)
      .refuses('FOLLOW_UP_ENDED', /addFollowUp/);
    given(aDroppedFollowUp).when(complete).refuses('FOLLOW_UP_ENDED');
    given(aDroppedFollowUp).when(handOver).refuses('FOLLOW_UP_ENDED');
  });

  it('comes in every status: the work goes on when the incident is void', () => {
    const cancelled = after(anIncidentWithAFollowUp, cancel);
    for (const command of [complete, drop, handOver]) given(cancelled).when(command).succeeds();
  });

  it('is refused of what there is not', () => {
    const unknown = { type: 'CompleteFollowUp', data: { followUpId: 'unknown' } } as const;
    given(anIncidentWithAFollowUp).when(unknown).refuses('FOLLOW_UP_NOT_FOUND');
  });
});

describe('an overdue follow-up', () => {
  const overdue = (story: typeof anIncidentWithAFollowUp, now: string) =>
    stateAfter(story)?.followUps.map((followUp) => isFollowUpOverdue(followUp, now));

  it('is an open one whose time has passed', () => {
    expect(overdue(anIncidentWithAFollowUp, minute(600))).toEqual([false]);
    expect(overdue(anIncidentWithAFollowUp, minute(601))).toEqual([true]);
    expect(overdue(aCompletedFollowUp, minute(601))).toEqual([false]);
    expect(overdue(after(anIncidentWithAFollowUp, postpone), minute(601))).toEqual([false]);
  });
});
