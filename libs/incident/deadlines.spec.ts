import { describe, expect, it } from '@jest/globals';
import { type Story, minute } from '#decider/testing';
import { acknowledgeBy } from './acknowledgement.js';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  aReopenedIncident,
  acknowledge,
  after,
  anAcknowledgedIncident,
  close,
  continued,
  declare,
  given,
  mitigate,
  reopen,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';
import { changeTo, deadlineOf, later, note, suggest } from './testing/deadlines.js';

const missAcknowledgement = { type: 'RecordAcknowledgementOverdue', data: {} } as const;
const publish = (due: string, audience: 'INTERNAL' | 'PUBLIC' = 'INTERNAL') =>
  ({
    type: 'PublishUpdate',
    data: { audience, body: 'On it', nextUpdateDueAt: due, overrideReason: 'Nobody else is here' },
  }) as const;
const missUpdate = (updateId: string) => ({ type: 'RecordUpdateOverdue', data: { updateId } }) as const;
const dueIn = (story: Story, command: IncidentCommand) => ({ dueAt: minute(story.length), command });

describe('acknowledging', () => {
  it('is due when the policy of the severity says', () => {
    expect(deadlineOf(aDeclaredIncident)).toEqual({ dueAt: minute(10), command: missAcknowledgement });
  });

  it('is missed when that time comes, once', () => {
    const waiting = later(aDeclaredIncident, 9);
    given(later(aDeclaredIncident, 8)).when(missAcknowledgement).changesNothing();
    given(waiting)
      .when(missAcknowledgement)
      .then([{ type: 'AcknowledgementOverdue', data: { dueAt: minute(10) } }]);
    given(later(continued(waiting, missAcknowledgement), 100))
      .when(missAcknowledgement)
      .changesNothing();
  });

  it('is missed all the same by what was acknowledged too late, before anybody recorded that', () => {
    const lowered = [changeTo('P3')];
    for (const commands of [[acknowledge], [mitigate], [resolve], [resolve, close], lowered]) {
      const late = after(later(aDeclaredIncident, 12), ...commands);
      expect(deadlineOf(late)).toEqual({ dueAt: minute(10), command: missAcknowledgement });
      given(late)
        .when(missAcknowledgement)
        .then([{ type: 'AcknowledgementOverdue', data: { dueAt: minute(10) } }]);
      expect(deadlineOf(after(late, missAcknowledgement))?.command.type).not.toBe(missAcknowledgement.type);
    }
  });

  it('is not missed by what was acknowledged in time, though that was entered later', () => {
    const inTime = continued(later(aDeclaredIncident, 12), acknowledge, { at: minute(9) });
    given(inTime).when(missAcknowledgement).changesNothing();
  });

  it('is not missed by an incident that is acknowledged, resolved or cancelled', () => {
    for (const story of [anAcknowledgedIncident, after(aDeclaredIncident, resolve), aCancelledIncident])
      given(later(story, 30)).when(missAcknowledgement).changesNothing();
  });

  it('is due anew after a change of the severity, by its new policy', () => {
    const worse = after(later(aDeclaredIncident, 4), changeTo('P0'));
    expect(deadlineOf(worse)?.dueAt).toBe(minute(5 + 5));
  });

  it('is due from the declaration on, where what sets the terms is said to have come before it', () => {
    const raised = continued(aDeclaredIncident, changeTo('P0'), { at: minute(-4) });
    expect(deadlineOf(raised)?.dueAt).toBe(minute(5));
    const raisedLate = continued(later(aDeclaredIncident, 7), changeTo('P0'), { at: minute(-4) });
    expect(deadlineOf(raisedLate)?.dueAt).toBe(minute(8 + 5));
    const cameBack = after(aDeclaredIncident, mitigate, changeTo('P0'));
    expect(deadlineOf(continued(cameBack, reopen, { at: minute(-4) }))?.dueAt).toBe(minute(2 + 5));
  });

  it('of an incident that was declared late is due the whole time after that', () => {
    const longAgo = continued([], declare, { at: minute(-500) });
    expect(deadlineOf(longAgo)?.dueAt).toBe(minute(10));
    const justNow = continued([], declare, { at: minute(-9) });
    expect(deadlineOf(justNow)?.dueAt).toBe(minute(1));
  });

  it('is said by when, until somebody does', () => {
    const by = (story: Story) => {
      const incident = stateAfter(story);
      return incident && acknowledgeBy(incident);
    };
    expect(by(aDeclaredIncident)).toBe(minute(10));
    expect(by(anAcknowledgedIncident)).toBeNull();
  });
});

describe('a promised update', () => {
  const promised = after(anAcknowledgedIncident, publish(minute(20)));
  const late = later(promised, 18);

  it('is missed when its time comes, once', () => {
    expect(deadlineOf(promised)).toEqual({ dueAt: minute(20), command: missUpdate('id-2') });
    given(later(promised, 16)).when(missUpdate('id-2')).changesNothing();
    given(late)
      .when(missUpdate('id-2'))
      .then([{ type: 'UpdateOverdue', data: { updateId: 'id-2', audience: 'INTERNAL', dueAt: minute(20) } }]);
    given(after(late, missUpdate('id-2')))
      .when(missUpdate('id-2'))
      .changesNothing();
  });

  it('is not missed once another was published that reaches its audience', () => {
    given(later(after(promised, publish(minute(90), 'PUBLIC')), 30))
      .when(missUpdate('id-2'))
      .changesNothing();
  });

  it('is missed all the same where it came too late, before anybody recorded that', () => {
    for (const commands of [[publish(minute(90))], [resolve], [resolve, close], [changeTo('P3')]]) {
      const kept = after(late, note, ...commands);
      expect(deadlineOf(kept)).toEqual({ dueAt: minute(20), command: missUpdate('id-2') });
      const recorded = after(kept, missUpdate('id-2'));
      expect(stateAfter(recorded)).toMatchObject({
        missedPromises: [{ updateId: 'id-2', dueAt: minute(20) }],
        latePromises: [],
      });
      given(recorded).when(missUpdate('id-2')).changesNothing();
    }
  });

  it('is missed all the same by what was taken up again after that', () => {
    const mitigated = after(promised, mitigate);
    const reopened = after(later(mitigated, 20), reopen);
    expect(deadlineOf(reopened)).toEqual({ dueAt: minute(20), command: missUpdate('id-2') });
  });

  it('is missed for each audience that was promised one', () => {
    const both = after(anAcknowledgedIncident, publish(minute(20), 'PUBLIC'), publish(minute(15)));
    expect(deadlineOf(both)).toEqual({ dueAt: minute(15), command: missUpdate('id-3') });
    const one = after(later(both, 20), missUpdate('id-3'));
    expect(deadlineOf(one)).toEqual({ dueAt: minute(20), command: missUpdate('id-2') });
  });

  it('is moot once the incident is resolved, and has the policy’s time again once it is reopened', () => {
    const resolved = later(after(promised, resolve), 30);
    expect(deadlineOf(resolved)?.command.type).not.toBe('RecordUpdateOverdue');
    const reopened = after(resolved, reopen);
    expect(deadlineOf(reopened)?.dueAt).toBe(minute(resolved.length + 60));
  });

  it('has the policy’s time where its own was past already when it was entered', () => {
    const entered = continued(anAcknowledgedIncident, publish(minute(-100)), { at: minute(-200) });
    expect(deadlineOf(entered)?.dueAt).toBe(minute(2 + 60));
  });
});

describe('the next deadline', () => {
  it('is the earliest of all', () => {
    const incident = after(aDeclaredIncident, publish(minute(3)));
    expect(deadlineOf(incident)).toEqual({ dueAt: minute(3), command: missUpdate('id-1') });
    const missed = after(later(incident, 1), missUpdate('id-1'));
    expect(deadlineOf(missed)).toEqual(dueIn(later(missed, 10 - missed.length), missAcknowledgement));
  });

  it('is none once the incident is over, but that of its postmortem', () => {
    const owing = { type: 'RecordPostmortemOverdue', data: {} };
    expect(deadlineOf(aCancelledIncident)).toBeNull();
    expect(deadlineOf(aClosedIncident)?.command).toEqual(owing);
    expect(deadlineOf(aReopenedIncident)?.command).not.toEqual(owing);
  });

  it('is that of a drill as of any other incident', () => {
    const drill = after([], { ...declare, data: { ...declare.data, drill: true } });
    expect(deadlineOf(drill)?.command).toEqual(missAcknowledgement);
  });
});

describe('the timeline', () => {
  it('says what was missed, and why an escalation is suggested', () => {
    const story = after(
      later(after(aDeclaredIncident, publish(minute(20), 'PUBLIC')), 130),
      missAcknowledgement,
      missUpdate('id-1'),
      suggest,
    );
    expect(wordsOf(after(story, acknowledge)).slice(-4)).toEqual([
      'Not acknowledged by 2026-03-02 09:10 UTC, when that was due',
      'The update promised to the public for 2026-03-02 09:20 UTC did not come in time',
      'Escalation to P0 suggested: open as P1 for 2 h',
      'Acknowledged',
    ]);
  });
});
