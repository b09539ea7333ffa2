import { describe, expect, it } from '@jest/globals';
import { plusSeconds } from '#decider';
import { minute } from '#decider/testing';
import { severities } from './core.js';
import { defaultPolicy, policyOf } from './policy.js';
import { aDeclaredIncident, after, declare, given, stateAfter } from './testing/situations.js';

const strict = {
  acknowledgeWithinSeconds: 60,
  nextUpdateWithinSeconds: 600,
  escalateAfterSeconds: 1800,
  rollbackWithinSeconds: 120,
  postmortem: { required: true, dueWithinWorkingDays: 1 },
};
const declareUnder = (policy: typeof strict) => ({ ...declare, data: { ...declare.data, policy } }) as const;
const raise = { type: 'ChangeSeverity', data: { to: 'P0', reason: 'Orders are being lost' } } as const;

const policyAfter = (...commands: Parameters<typeof after>[1][]) => {
  const incident = stateAfter(after([], ...commands));
  return incident && policyOf(incident);
};

describe('the policy that an incident is held to', () => {
  it('is the one under which it was declared', () => {
    expect(policyAfter(declareUnder(strict))).toEqual(strict);
  });

  it('is that of the new severity once the severity changes, as it stood then', () => {
    const ofP0 = { ...strict, nextUpdateWithinSeconds: 120 };
    expect(policyAfter(declareUnder(strict), { ...raise, data: { ...raise.data, policy: ofP0 } })).toEqual(
      ofP0,
    );
  });

  it('is the default one of its severity where the events say nothing of it', () => {
    for (const severity of severities)
      expect(policyAfter({ ...declare, data: { ...declare.data, severity } })).toEqual(
        defaultPolicy[severity],
      );
    expect(policyAfter(declareUnder(strict), raise)).toEqual(defaultPolicy.P0);
  });

  it('is the default one in what it could not say when it was recorded', () => {
    const { rollbackWithinSeconds: _, ...older } = strict;
    const story = after([], declareUnder(strict)).map((happened) =>
      happened.event.type === 'IncidentDeclared'
        ? { ...happened, event: { ...happened.event, data: { ...happened.event.data, policy: older } } }
        : happened,
    );
    expect(stateAfter(story)?.policy).toEqual({ ...strict, rollbackWithinSeconds: 300 });
  });

  it('is recorded with the event that brings it', () => {
    given(aDeclaredIncident)
      .when({ ...raise, data: { ...raise.data, policy: strict } })
      .then([{ type: 'SeverityChanged', data: { from: 'P1', ...raise.data, policy: strict } }]);
  });

  it('decides when the next update is due', () => {
    given(after([], declareUnder(strict)))
      .when({ type: 'PublishUpdate', data: { audience: 'INTERNAL', body: 'We are on it.' } })
      .leaves({ nextUpdateDueAt: plusSeconds(minute(1), 600) });
  });
});
