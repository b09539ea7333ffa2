import { describe, expect, it } from '@jest/globals';
import { minute } from '#decider/testing';
import {
  aResolvedIncident,
  after,
  anAcknowledgedIncident,
  cancel,
  close,
  continued,
  given,
  mitigate,
  reopen,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';
import { changeTo, deadlineOf, later, suggest } from './testing/deadlines.js';

describe('an escalation', () => {
  const long = later(anAcknowledgedIncident, 118);

  it('is suggested to what was open for too long at its severity, once', () => {
    given(later(anAcknowledgedIncident, 117)).when(suggest).changesNothing();
    given(long)
      .when(suggest)
      .then([{ type: 'EscalationSuggested', data: { from: 'P1', to: 'P0', afterSeconds: 7200 } }]);
    given(later(after(long, suggest), 200))
      .when(suggest)
      .changesNothing();
  });

  it('is shown until the severity changes, and can then be suggested again', () => {
    const suggested = after(long, suggest);
    expect(stateAfter(suggested)?.escalation).toMatchObject({ to: 'P0', suggestedAt: minute(120) });
    const back = after(suggested, changeTo('P0'), changeTo('P1'));
    expect(stateAfter(back)?.escalation).toBeNull();
    expect(deadlineOf(back)?.dueAt).toBe(minute(back.length - 1 + 120));
  });

  it('is not suggested where the policy has no time for it, nor to the worst', () => {
    for (const to of ['P0', 'P2', 'P3'] as const)
      given(later(after(anAcknowledgedIncident, changeTo(to)), 200))
        .when(suggest)
        .changesNothing();
  });

  it('is suggested all the same to what was resolved or reopened after its time, before anybody recorded that', () => {
    const mitigated = later(after(anAcknowledgedIncident, mitigate), 120);
    for (const commands of [[resolve], [resolve, close], [resolve, reopen], [reopen]]) {
      const over = after(mitigated, ...commands);
      expect(deadlineOf(over)).toEqual({ dueAt: minute(120), command: suggest });
      given(over)
        .when(suggest)
        .then([{ type: 'EscalationSuggested', data: { from: 'P1', to: 'P0', afterSeconds: 7200 } }]);
      const suggested = after(over, suggest);
      expect(stateAfter(suggested)?.escalation).toMatchObject({ to: 'P0' });
      given(later(suggested, 200)).when(suggest).changesNothing();
    }
  });

  it('is suggested all the same, and no longer shown, where the severity changed after its time', () => {
    const lowered = after(later(anAcknowledgedIncident, 120), changeTo('P2'));
    expect(deadlineOf(lowered)).toEqual({ dueAt: minute(120), command: suggest });
    const back = after(lowered, changeTo('P1'));
    const suggested = after(back, suggest);
    expect(wordsOf(suggested).at(-1)).toBe('Escalation to P0 suggested: open as P1 for 2 h');
    expect(stateAfter(suggested)?.escalation).toBeNull();
    expect(deadlineOf(suggested)).toEqual({ dueAt: minute(back.length - 1 + 120), command: suggest });
  });

  it('is not suggested to what was over before its time, or turned out to be no incident', () => {
    const inTime = continued(later(anAcknowledgedIncident, 120), resolve, { at: minute(119) });
    const cancelled = after(later(anAcknowledgedIncident, 120), changeTo('P2'), cancel);
    for (const story of [inTime, cancelled]) given(story).when(suggest).changesNothing();
  });

  it('counts from when the incident was taken up again', () => {
    const reopened = after(later(aResolvedIncident, 100), reopen);
    expect(deadlineOf(reopened)?.dueAt).toBe(minute(reopened.length - 1 + 120));
  });
});
