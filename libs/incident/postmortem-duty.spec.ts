import { describe, expect, it } from '@jest/globals';
import { minute } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  waive,
  dueIn,
  become,
  wednesday,
  aMinorIncident,
  aDrill,
  aPublishedPostmortem,
  aWaivedPostmortem,
  dueAfter,
  statusAfter,
} from './testing/postmortems.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  aMitigatedIncident,
  aReopenedIncident,
  aResolvedIncident,
  after,
  cancel,
  close,
  continued,
  given,
  reopen,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

describe('a postmortem is due', () => {
  it('by the policy of the severity, so many working days after the resolve', () => {
    given(aMitigatedIncident)
      .when(resolve)
      .then([
        { type: 'IncidentResolved', data: resolve.data },
        {
          type: 'PostmortemDueSet',
          data: {
            dueAt: wednesday,
            requiredBy: 'POLICY',
            requiredBecause: 'P1 requires one within 2 working days',
          },
        },
      ]);
    expect(statusAfter(aResolvedIncident)).toBe('MISSING');
  });

  it('counted from when it was resolved, not from when that was recorded', () => {
    const resolved = continued(aMitigatedIncident, resolve, { at: '2026-02-27T12:00:00.000Z' });
    expect(dueAfter(resolved)).toBe('2026-03-03T12:00:00.000Z');
  });

  it('still, when the incident is closed', () => {
    expect(dueAfter(aClosedIncident)).toBe(wednesday);
  });

  it('neither where the policy asks for none, nor after an exercise', () => {
    for (const story of [aMinorIncident, aDrill]) {
      expect(dueAfter(story)).toBeNull();
      expect(statusAfter(story)).toBe('NONE');
    }
  });

  it('no longer once it is reopened, and anew when it is resolved again', () => {
    expect(dueAfter(aReopenedIncident)).toBeNull();
    const again = continued(aReopenedIncident, resolve, { at: minute(5) });
    expect(dueAfter(again)).toBe('2026-03-04T09:05:00.000Z');
    expect(stateAfter(again)?.postmortem.firstDueAt).toBe('2026-03-04T09:05:00.000Z');
  });

  it('no longer once the incident turns out to be none', () => {
    expect(dueAfter(after(aResolvedIncident, cancel))).toBeNull();
  });
});

describe('a change of severity after the resolve', () => {
  it('requires a postmortem from the change on', () => {
    const raised = continued(aMinorIncident, become('P0'), { at: minute(2) });
    expect(dueAfter(raised)).toBe('2026-03-04T09:02:00.000Z');
  });

  it('lifts what no policy requires any longer, saying so', () => {
    const lowered = after(aResolvedIncident, become('P3'));
    expect(statusAfter(lowered)).toBe('WAIVED');
    expect(wordsOf(lowered).at(-1)).toBe('Postmortem waived: P3 requires none');
    expect(statusAfter(after(lowered, become('P1')))).toBe('MISSING');
  });

  it('leaves the due time alone where both require one', () => {
    given(aResolvedIncident)
      .when(become('P0'))
      .then([{ type: 'SeverityChanged', data: { from: 'P1', to: 'P0', reason: 'Orders were counted' } }]);
  });

  it('leaves alone what a person asked for', () => {
    const asked = after(aMinorIncident, dueIn(100));
    expect(dueAfter(after(asked, become('P3')))).toBe(minute(100));
    expect(dueAfter(after(asked, become('P1')))).toBe(minute(100));
  });

  it('leaves waived what a person waived, until the next resolve', () => {
    const back = after(aWaivedPostmortem, become('P3'), become('P1'));
    expect(statusAfter(back)).toBe('WAIVED');
    expect(statusAfter(after(back, reopen, resolve))).toBe('MISSING');
    const minorAgain = after(aWaivedPostmortem, reopen, become('P3'), resolve);
    expect(statusAfter(minorAgain)).toBe('WAIVED');
    expect(statusAfter(after(minorAgain, become('P1')))).toBe('MISSING');
  });

  it('requires what nobody but a person had asked for and waived', () => {
    const waived = after(aMinorIncident, dueIn(100), waive);
    expect(statusAfter(after(waived, become('P3')))).toBe('WAIVED');
    expect(statusAfter(after(waived, become('P1')))).toBe('MISSING');
  });

  it('counts while the incident is open only when it is resolved', () => {
    expect(dueAfter(after(aDeclaredIncident, become('P2'), resolve))).toBeNull();
    expect(statusAfter(after(aReopenedIncident, become('P2'), resolve))).toBe('WAIVED');
  });
});

describe('an incident that turns out to be a drill, or none, after the resolve', () => {
  const call = (drill: boolean) =>
    ({ type: 'ChangeDetails', data: { drill, reason: 'Game day' } }) as const satisfies IncidentCommand;

  it('owes what the policy asks for, or no longer does', () => {
    const drill = after(aResolvedIncident, call(true));
    expect(wordsOf(drill).slice(-2)).toEqual([
      'It is a drill: Game day',
      'Postmortem waived: A drill requires none',
    ]);
    expect(dueAfter(drill)).toBeNull();
    expect(dueAfter(continued(drill, call(false), { at: minute(6) }))).toBe('2026-03-04T09:06:00.000Z');
    expect(dueAfter(continued(aDrill, call(false), { at: minute(2) }))).toBe('2026-03-04T09:02:00.000Z');
  });

  it('also once it is closed', () => {
    expect(statusAfter(after(aClosedIncident, call(true)))).toBe('WAIVED');
    expect(statusAfter(after(aDrill, close, call(false)))).toBe('MISSING');
  });

  it('leaves waived what a person waived', () => {
    expect(statusAfter(after(aWaivedPostmortem, call(true), call(false)))).toBe('WAIVED');
  });

  it('changes nothing of that where the severity requires none, or it is published', () => {
    expect(dueAfter(after(aMinorIncident, call(true), call(false)))).toBeNull();
    expect(statusAfter(after(aPublishedPostmortem, call(true), call(false)))).toBe('PUBLISHED');
  });
});

describe('the due time', () => {
  it('is moved with a reason, and the first one stays known', () => {
    given(aResolvedIncident)
      .when(dueIn(9000))
      .then([
        {
          type: 'PostmortemDueSet',
          data: {
            dueAt: minute(9000),
            previousDueAt: wednesday,
            requiredBy: 'POLICY',
            requiredBecause: 'P1 requires one within 2 working days',
            reason: 'Amina is away',
          },
        },
      ]);
    expect(stateAfter(after(aResolvedIncident, dueIn(9000)))?.postmortem).toMatchObject({
      dueAt: minute(9000),
      firstDueAt: wednesday,
      requiredBecause: 'P1 requires one within 2 working days',
    });
  });

  it('that a person set is renewed by a resolve after it, not by one before', () => {
    const reopened = after(aMinorIncident, dueIn(4), reopen);
    expect(dueAfter(continued(reopened, resolve, { at: minute(3) }))).toBe(minute(4));
    const late = continued(reopened, resolve, { at: minute(4) });
    expect(dueAfter(late)).toBe('2026-03-04T09:04:00.000Z');
    expect(stateAfter(late)?.postmortem).toMatchObject({ firstDueAt: minute(4), requiredBy: 'REQUEST' });
    expect(wordsOf(late).at(-1)).toBe('Postmortem due 2026-03-04 09:04 UTC instead of 2026-03-02 09:04 UTC');
  });

  it('can be set where no policy asks for a postmortem', () => {
    const asked = stateAfter(after(aMinorIncident, dueIn(100)))?.postmortem;
    expect(asked).toMatchObject({ requiredBy: 'REQUEST', requiredBecause: 'Amina is away' });
  });

  it('makes one due again that was waived', () => {
    expect(statusAfter(after(aWaivedPostmortem, dueIn(9000)))).toBe('MISSING');
  });

  it('is refused before the resolve, in the past, and for what is published', () => {
    given(aDeclaredIncident).when(dueIn(100)).refuses('INCIDENT_NOT_RESOLVED');
    given(aCancelledIncident).when(dueIn(100)).refuses('INCIDENT_CANCELLED');
    given(aResolvedIncident).when(dueIn(1)).refuses('DUE_NOT_LATER');
    given(aPublishedPostmortem).when(dueIn(100)).refuses('POSTMORTEM_PUBLISHED');
  });

  it('changes nothing where it is so already', () => {
    given(after(aResolvedIncident, dueIn(100)))
      .when(dueIn(100))
      .changesNothing();
  });
});
