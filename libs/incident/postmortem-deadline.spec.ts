import { describe, expect, it } from '@jest/globals';
import { type Story, amina, minute } from '#decider/testing';
import { incidents } from './incident.js';
import { deadlineOf, note } from './testing/deadlines.js';
import {
  aMinorIncident,
  aPublishedPostmortem,
  aWaivedPostmortem,
  become,
  draft,
  dueIn,
  publish,
  recordOverdue,
  waive,
} from './testing/postmortems.js';
import {
  aReopenedIncident,
  aResolvedIncident,
  after,
  close,
  continued,
  given,
  reopen,
  resolve,
  stateAfter,
} from './testing/situations.js';

describe('an overdue postmortem', () => {
  const soon = after(aResolvedIncident, dueIn(aResolvedIncident.length + 2));
  const dueAt = minute(aResolvedIncident.length + 2);
  const later = (story: Story, minutes: number) => {
    const now = minute(minutes);
    const context = { now, occurredAt: now, actor: amina, id: 'any', newId: () => 'any' };
    return incidents.decide(recordOverdue, stateAfter(story), context);
  };

  it('is recorded once its time has passed, and not before', () => {
    expect(later(soon, soon.length)).toEqual({ events: [] });
    expect(later(soon, 99)).toEqual({ events: [{ type: 'PostmortemOverdue', data: { dueAt } }] });
  });

  it('is recorded once for each due time', () => {
    // Each event takes a minute: the time has passed when the last of the drafts is recorded.
    const recorded = after(soon, draft, recordOverdue);
    expect(stateAfter(recorded)?.postmortem.overdueRecorded).toEqual([dueAt]);
    given(recorded).when(recordOverdue).changesNothing();
    const moved = after(recorded, dueIn(50));
    expect(later(moved, 50)).toEqual({
      events: [{ type: 'PostmortemOverdue', data: { dueAt: minute(50) } }],
    });
    expect(later(moved, 49)).toEqual({ events: [] });
  });

  it('is recorded all the same where it was settled, moved or moot too late, before anybody recorded that', () => {
    const late = after(soon, draft, draft, note, note);
    const deadline = { dueAt, command: recordOverdue };
    for (const command of [publish, waive, dueIn(9000), become('P3'), reopen]) {
      const ended = after(late, command);
      expect(deadlineOf(ended)).toEqual(deadline);
      const recorded = after(ended, recordOverdue);
      expect(recorded.at(-1)?.event).toEqual({ type: 'PostmortemOverdue', data: { dueAt } });
      expect(stateAfter(recorded)?.postmortem).toMatchObject({ overdueRecorded: [dueAt], late: [] });
      given(recorded).when(recordOverdue).changesNothing();
    }
  });

  it('is none where it was published or waived in time, though that was entered later', () => {
    const drafted = after(soon, draft, note, note);
    for (const command of [publish, waive])
      expect(deadlineOf(continued(drafted, command, { at: dueAt }))).toBeNull();
  });

  it('is none where its time passed while the incident was worked on again', () => {
    const reopened = after(soon, reopen, ...Array.from({ length: 9 }, () => note));
    for (const command of [resolve, become('P3')])
      given(after(reopened, command, resolve, waive))
        .when(recordOverdue)
        .changesNothing();
  });

  it('is none where nothing is due', () => {
    for (const story of [aMinorIncident, aReopenedIncident, aPublishedPostmortem, aWaivedPostmortem])
      expect(later(story, 99_999)).toEqual({ events: [] });
    expect(later(after(aResolvedIncident, close), 99_999)).toMatchObject({
      events: [{ type: 'PostmortemOverdue' }],
    });
  });
});
