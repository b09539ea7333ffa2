import { describe, expect, it } from '@jest/globals';
import { type Story, bela, minute } from '#decider/testing';
import type { Milestone } from './core.js';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  aResolvedIncident,
  after,
  declare,
  given,
  reopen,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const correct = (milestone: Milestone, at: string, occurrence?: number) =>
  ({
    type: 'CorrectMilestone',
    data: {
      milestone,
      at,
      reason: 'By the chat log',
      ...(occurrence !== undefined && { occurrence }),
    },
  }) as const satisfies IncidentCommand;
const recordImpact = (from: string) =>
  ({ type: 'RecordImpact', data: { service: 'checkout', level: 'DEGRADED', from } }) as const;

/** Resolved in the third minute and, after a reopening, in the sixth. */
const resolvedTwice = after(aResolvedIncident, reopen, resolve);

describe('correcting a milestone', () => {
  it('moves its last time, unless another is named', () => {
    given(resolvedTwice)
      .when(correct('RESOLVED', minute(4)))
      .then([
        {
          type: 'MilestoneCorrected',
          data: {
            milestone: 'RESOLVED',
            occurrence: 2,
            from: minute(6),
            to: minute(4),
            reason: 'By the chat log',
          },
        },
      ]);
    const first = stateAfter(after(resolvedTwice, correct('RESOLVED', minute(2), 1)));
    expect(first?.milestones.RESOLVED).toEqual([minute(2), minute(6)]);
  });

  it('shows the time before, who corrected it and why', () => {
    given(resolvedTwice)
      .when(correct('RESOLVED', minute(4)), { by: bela })
      .leaves({
        milestoneCorrections: [
          {
            milestone: 'RESOLVED',
            occurrence: 2,
            previousAt: minute(6),
            correctedAt: minute(8),
            correctedBy: bela,
            reason: 'By the chat log',
          },
        ],
      });
  });

  it('changes nothing where it was reached then', () => {
    given(aResolvedIncident)
      .when(correct('RESOLVED', minute(3)))
      .changesNothing();
  });

  it('is refused of what was not reached, or not so often, and of what is to come', () => {
    given(aDeclaredIncident)
      .when(correct('RESOLVED', minute(0)))
      .refuses('MILESTONE_NOT_REACHED', /occurredAt/);
    for (const occurrence of [0, 2])
      given(aResolvedIncident)
        .when(correct('RESOLVED', minute(0), occurrence))
        .refuses('MILESTONE_NOT_REACHED');
    given(aResolvedIncident)
      .when(correct('RESOLVED', minute(30)))
      .refuses('IN_THE_FUTURE');
  });

  it('is possible in every status', () => {
    for (const incident of [aClosedIncident, aCancelledIncident])
      given(incident)
        .when(correct('DETECTED', minute(-5)))
        .succeeds();
  });
});

describe('correcting the start of the impact', () => {
  const declared = after([], { ...declare, data: { ...declare.data, impactStartedAt: minute(-9) } });
  const startOf = (story: Story) => stateAfter(story)?.milestones.IMPACT_STARTED;

  it('puts right what the declaration said, from which the earliest window still takes over', () => {
    const corrected = after(declared, correct('IMPACT_STARTED', minute(-4)));
    expect(startOf(corrected)).toEqual([minute(-4)]);
    expect(startOf(after(corrected, recordImpact(minute(-3))))).toEqual([minute(-4)]);
    expect(startOf(after(corrected, recordImpact(minute(-6))))).toEqual([minute(-6)]);
  });

  it('may say that it began before all that is recorded', () => {
    const recorded = after(
      aDeclaredIncident,
      recordImpact(minute(-6)),
      correct('IMPACT_STARTED', minute(-7)),
    );
    expect(startOf(recorded)).toEqual([minute(-7)]);
  });

  it('is refused where a window says otherwise: that is what to correct', () => {
    const recorded = after(declared, recordImpact(minute(-6)));
    given(recorded)
      .when(correct('IMPACT_STARTED', minute(-5)))
      .refuses('MILESTONE_OF_IMPACT', /correctImpact/);
    const ended = after(recorded, { type: 'EndImpact', data: { impactId: 'id-1' } });
    given(ended)
      .when(correct('IMPACT_ENDED', minute(-5)))
      .refuses('MILESTONE_OF_IMPACT');
  });
});

it('The timeline tells both times', () => {
  const story = after(resolvedTwice, correct('DETECTED', minute(-5)), correct('RESOLVED', minute(4)));
  expect(wordsOf(story).slice(-2)).toEqual([
    'Time of the detection corrected from 2026-03-02 09:00 UTC to 2026-03-02 08:55 UTC: By the chat log',
    'Time of the resolve (2) corrected from 2026-03-02 09:06 UTC to 2026-03-02 09:04 UTC: By the chat log',
  ]);
});
