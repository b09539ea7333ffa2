import { describe, expect, it } from '@jest/globals';
import { type Story, minute, newIdAfter } from '#decider/testing';
import { correct, end, record, withdraw } from './testing/impact.js';
import { aDeclaredIncident, after, declare, stateAfter } from './testing/situations.js';

const first = newIdAfter(1);
const second = newIdAfter(2);
const anIncidentWithImpact = after(aDeclaredIncident, record({ from: minute(-10) }));
const impactMilestones = (story: Story) => {
  const { IMPACT_STARTED, IMPACT_ENDED } = stateAfter(story)?.milestones ?? {};
  return [IMPACT_STARTED, IMPACT_ENDED];
};

describe('the milestones of the impact', () => {
  const declaredWith = (impactStartedAt: string) =>
    after([], { ...declare, data: { ...declare.data, impactStartedAt } });

  it('begin with the earliest window, and end with the last once all have ended', () => {
    const one = after(anIncidentWithImpact, record({ service: 'search', from: minute(-4) }));
    expect(impactMilestones(one)).toEqual([[minute(-10)], undefined]);
    const half = after(one, end(second, minute(2)));
    expect(impactMilestones(half)).toEqual([[minute(-10)], undefined]);
    expect(impactMilestones(after(half, end(first, minute(1))))).toEqual([[minute(-10)], [minute(2)]]);
  });

  it('have no end again as soon as there is impact anew', () => {
    const ended = after(anIncidentWithImpact, end(first, minute(1)));
    const again = after(ended, record({ from: minute(2) }));
    expect(impactMilestones(again)).toEqual([[minute(-10)], undefined]);
    expect(impactMilestones(after(again, end(newIdAfter(3), minute(4))))).toEqual([
      [minute(-10)],
      [minute(4)],
    ]);
  });

  it('follow what is corrected', () => {
    const ended = after(anIncidentWithImpact, end(first, minute(1)));
    const better = correct(first, { from: minute(-7), until: minute(0) });
    expect(impactMilestones(after(ended, better))).toEqual([[minute(-7)], [minute(0)]]);
  });

  it('begin with what the declaration says, where no window is earlier', () => {
    expect(impactMilestones(declaredWith(minute(-9)))).toEqual([[minute(-9)], undefined]);
    const [later, earlier] = [minute(-2), minute(-20)].map((from) =>
      impactMilestones(after(declaredWith(minute(-9)), record({ from }))),
    );
    expect([later, earlier]).toEqual([
      [[minute(-9)], undefined],
      [[minute(-20)], undefined],
    ]);
  });

  it('are none where all the impact is withdrawn', () => {
    expect(impactMilestones(after(anIncidentWithImpact, withdraw(first)))).toEqual([undefined, undefined]);
  });

  it('go back to what the declaration says when the earlier window is withdrawn', () => {
    const story = after(declaredWith(minute(-9)), record({ from: minute(-20) }), withdraw(first));
    expect(impactMilestones(story)).toEqual([[minute(-9)], undefined]);
  });
});
