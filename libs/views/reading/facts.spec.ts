import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MetricsQuestion, type Numbers, groupings, includables, intervals, measure } from '#metrics';
import { severities } from '#incident';
import {
  type PlainQuestion,
  comparable,
  plainDurationMetric,
  plainLog,
  plainMetrics,
} from '#metrics/testing';
import { anyResponse } from '../testing/any-response.js';
import { temporaryFiles } from '../testing/files.js';
import { type Told, minute, recorded } from '../testing/telling.js';
import { Facts } from './facts.js';
import { Incidents } from './incidents.js';

const files = temporaryFiles();
const auditor = { principal: 'auditor@example.com', restricted: true };

/** The answer of the views that were made of a log. */
function answered(story: readonly Told[], question: MetricsQuestion) {
  const reader = files.reading(story);
  return measure(new Facts(reader, new Incidents(reader)).bearingOn(question, auditor), question);
}

const anyTime = fc.integer({ min: -22, max: 2 }).map((halfHours) => minute(30 * halfHours));
const perhaps = <T>(one: fc.Arbitrary<T>) => fc.option(one, { freq: 1 });

const anyQuestion: fc.Arbitrary<PlainQuestion & MetricsQuestion> = fc.record({
  now: fc.constant(minute(0)),
  window: fc.record({ from: perhaps(anyTime), to: perhaps(anyTime) }),
  filter: fc.record({
    services: perhaps(fc.subarray(['checkout', 'search', 'mail'])),
    teams: fc.option(fc.subarray(['shop', 'find']), { freq: 4 }),
    severities: perhaps(fc.subarray([...severities])),
    environments: fc.option(fc.subarray(['Production', 'staging']), { freq: 3 }),
    include: fc.subarray([...includables]),
    inferBlame: fc.nat({ max: 3 }).map((luck) => luck > 0),
    blameWindowHours: fc.constantFrom(0.5, 6, 24),
  }),
});

/** The numbers that the plain definition has; any other is held to its words by its own tests. */
const plain = (story: readonly Told[], question: PlainQuestion): object =>
  plainMetrics(plainLog(recorded(story)), question);

function expectPlain(numbers: Numbers, story: readonly Told[], question: PlainQuestion): void {
  const expected = plain(story, question);
  const names = Object.keys(expected);
  expect(comparable(numbers, names)).toEqual(comparable(expected, names));
}

it('the numbers of any log are those of the plain definition, field by field, now and at any position before', () => {
  const anyLog = fc.record({ story: anyResponse, share: fc.constantFrom(1, 1, 0.3, 0.7) });
  fc.assert(
    fc.property(anyLog, anyQuestion, ({ share, story }, question) => {
      const known = story.slice(0, Math.ceil(story.length * share));
      expectPlain(answered(known, question), known, question);
    }),
    { numRuns: 80 },
  );
});

it('the numbers of a bucket and a group are those of the plain definition about it alone', () => {
  const anyBreakdown = fc.record({
    from: anyTime,
    interval: fc.constantFrom(...intervals),
    groupBy: fc.constantFrom(...groupings.filter((by) => by !== 'CAUSE' && by !== 'DETECTION')),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
  });
  fc.assert(
    fc.property(anyResponse, anyQuestion, anyBreakdown, (story, question, { from, ...breakdown }) => {
      const interval = breakdown.interval === 'HOUR' ? 'DAY' : breakdown.interval;
      const asked = { ...question, window: { ...question.window, from } };
      const answer = answered(story, { ...asked, ...breakdown, interval });
      for (const bucket of answer.series ?? [])
        expectPlain(bucket, story, { ...asked, window: { from: bucket.from, to: bucket.to } });
      for (const { key, ...group } of answer.groups ?? []) {
        if (key === null) continue;
        const field = { SEVERITY: 'severities', SERVICE: 'services', TEAM: 'teams' }[breakdown.groupBy];
        expectPlain(group, story, { ...asked, filter: { ...asked.filter, [field]: [key] } });
      }
    }),
    { numRuns: 25 },
  );
});

it('the duration between any two milestones is that of the plain definition', () => {
  const milestone = fc.constantFrom(
    'DETECTED',
    'MITIGATED',
    'RESOLVED',
    'CLOSED',
    'FIRST_UPDATE',
    'IMPACT_ENDED',
  );
  const occurrence = fc.constantFrom('FIRST', 'LAST');
  const anyInterlude = fc.record({
    from: milestone,
    fromOccurrence: occurrence,
    to: milestone,
    occurrence,
  });
  fc.assert(
    fc.property(anyResponse, anyQuestion, anyInterlude, (story, question, interlude) => {
      const { from, fromOccurrence, to, occurrence } = interlude;
      const expected = plainDurationMetric(plainLog(recorded(story)), question, [
        from,
        to,
        occurrence,
        fromOccurrence,
      ]);
      const duration = answered(story, question).duration(interlude);
      expect(comparable({ duration }, ['duration'])).toEqual(
        comparable({ duration: expected }, ['duration']),
      );
    }),
    { numRuns: 30 },
  );
});
