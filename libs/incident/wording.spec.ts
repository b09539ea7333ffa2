import { describe, expect, it } from '@jest/globals';
import { newIdAfter } from '#decider/testing';
import { correct as correctImpact, record } from './testing/impact.js';
import { aDeclaredIncident, after, wordsOf } from './testing/situations.js';
import { clockTime, lengthOfTime } from './wording.js';

describe('a time in a sentence', () => {
  const time = '2026-03-02T08:55:10.200Z';

  it('is told to the minute', () => {
    expect(clockTime(time)).toBe('2026-03-02 08:55 UTC');
    expect(clockTime('2026-03-02T09:55:10+01:00', null, time)).toBe('2026-03-02 08:55:10.000 UTC');
  });

  it('is told from the others in it', () => {
    expect(clockTime(time, '2026-03-02T08:56:10.200Z', time)).toBe('2026-03-02 08:55 UTC');
    expect(clockTime(time, '2026-03-02T08:55:40.200Z')).toBe('2026-03-02 08:55:10 UTC');
    expect(clockTime(time, '2026-03-02T08:55:10.900Z')).toBe('2026-03-02 08:55:10.200 UTC');
  });
});

describe('a length of time in a sentence', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [90, '1 min 30 s'],
    [1200, '20 min'],
    [3601, '1 h 1 s'],
    [7200, '2 h'],
    [90_061, '25 h 1 min 1 s'],
  ])('of %d s is told to the second', (seconds, told) => {
    expect(lengthOfTime(seconds)).toBe(told);
  });
});

it('A correction by seconds tells what it corrected', () => {
  const detected = { milestone: 'DETECTED', at: '2026-03-02T08:55:10.000Z', reason: 'By the log' } as const;
  const later = { ...detected, at: '2026-03-02T08:55:40.000Z' };
  const story = after(
    aDeclaredIncident,
    { type: 'CorrectMilestone', data: detected },
    { type: 'CorrectMilestone', data: later },
    record({ from: detected.at }),
    correctImpact(newIdAfter(3), { from: later.at }),
  );
  expect(wordsOf(story).slice(2)).toEqual([
    'Time of the detection corrected from 2026-03-02 08:55:10 UTC to 2026-03-02 08:55:40 UTC: By the log',
    'Impact on checkout: major outage since 2026-03-02 08:55 UTC',
    'Impact corrected to “checkout: major outage since 2026-03-02 08:55:40 UTC”; it read “checkout: major outage since 2026-03-02 08:55:10 UTC”: By the graphs',
  ]);
});
