import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MetricsQuestion, type Numbers, groupings, includables, intervals, measure } from '#metrics';
import { severities } from '#incident';
import {
  type PlainQuestion,
  comparable,
  near,
  plainDurationMetric,
  plainGroup,
  plainLog,
  plainMetrics,
} from '#metrics/testing';
import { anyResponse } from '../testing/any-response.js';
import { temporaryFiles } from '../testing/files.js';
import { type Told, acknowledged, declared, minute, recorded } from '../testing/telling.js';
import { Facts } from './facts.js';
import { Incidents } from './incidents.js';
import type { Reader } from './reader.js';

const files = temporaryFiles();
const auditor = { principal: 'auditor@example.com', restricted: true };

/** The answer of the views that were made of a log. */
const answered = (story: readonly Told[], question: MetricsQuestion) =>
  answerOf(files.reading(story), question);

/** The same as of the moment at which the log had so many events. */
const answeredAsOf = async (events: number, story: readonly Told[], question: MetricsQuestion) =>
  answerOf(await files.readingFactsAsOf(events, story), question);

async function answerOf(reader: Reader, question: MetricsQuestion) {
  const facts = new Facts({ reader, incidents: new Incidents(reader) });
  return measure(await facts.bearingOn(question, auditor), question);
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

/** Every number, by its definition. */
const plain = (story: readonly Told[], question: PlainQuestion) =>
  plainMetrics(plainLog(recorded(story)), question);

function expectPlain(numbers: Numbers, expected: ReturnType<typeof plain>): void {
  // Each can be listed but `duration`, which needs to be told between what.
  const names = Object.keys(expected);
  expect(names.filter((name) => !(name in numbers))).toEqual([]);
  expect(comparable(numbers, names)).toEqual(near(comparable(expected, names)));
}

const everything: PlainQuestion & MetricsQuestion = {
  now: minute(0),
  window: { from: minute(-600), to: null },
  filter: {
    services: null,
    teams: null,
    severities: null,
    environments: null,
    include: [],
    inferBlame: true,
    blameWindowHours: 24,
  },
};

it('every number has a plain definition', () => {
  const { window, filter, series, groups, ...numbers } = measure(
    { incidents: [], deployments: [] },
    everything,
  );
  expect(Object.keys(numbers).sort()).toEqual(Object.keys(plain([], everything)).sort());
});

it('the random logs say something of every number: most are neither empty nor all or nothing', () => {
  const logs = fc.sample(anyResponse, { numRuns: 50, seed: 5 }).map((story) => plain(story, everything));
  const shareOf = (says: (numbers: (typeof logs)[number]) => boolean) =>
    logs.filter(says).length / logs.length;
  const isBetween = (value: number | null) => value !== null && value > 0 && value < 1;
  const shares = {
    changeLeadTime: shareOf(({ changeLeadTime }) => (changeLeadTime.meanSeconds ?? 0) > 0),
    deploymentReworkRate: shareOf(({ deploymentReworkRate }) => isBetween(deploymentReworkRate.value)),
    availability: shareOf(({ availability }) => availability.services.some(({ value }) => isBetween(value))),
    statedTarget: shareOf(({ availability }) => availability.services.some(({ target }) => target !== 0.998)),
    partOfAnOutage: shareOf(({ availability }) =>
      availability.contributions.some((one) => one.countedSeconds > 0 && one.countedSeconds < one.seconds),
    ),
    openImpact: shareOf(({ availability }) => availability.contributions.some(({ until }) => until === null)),
    recurrenceRate: shareOf(({ recurrenceRate }) => isBetween(recurrenceRate.value)),
    updateDiscipline: shareOf(({ updateDiscipline }) => isBetween(updateDiscipline.value)),
    mootPromises: shareOf(({ updateDiscipline }) => 'MOOT' in updateDiscipline.excluded),
    postmortemsInTime: shareOf(({ postmortemDiscipline: { value } }) => value !== null && value > 0),
    latePostmortems: shareOf(({ postmortemDiscipline: { value } }) => value !== null && value < 1),
    waivedPostmortems: shareOf(({ postmortemDiscipline }) => 'WAIVED' in postmortemDiscipline.excluded),
    rollbackTime: shareOf(({ rollbackTime }) => (rollbackTime.meanSeconds ?? 0) > 0),
    fastRollbacks: shareOf(({ rollbackTime: { withinTarget } }) => withinTarget.numerator > 0),
    slowRollbacks: shareOf(({ rollbackTime: { withinTarget } }) => (withinTarget.value ?? 1) < 1),
    incidentCounts: shareOf(({ incidentCounts }) => isBetween(incidentCounts.foundByCustomers.value)),
    timeToRecover: shareOf(({ timeToRecover }) => (timeToRecover.meanSeconds ?? 0) > 0),
    timeToResolve: shareOf(({ timeToResolve }) => (timeToResolve.meanSeconds ?? 0) > 0),
    changeFailureRate: shareOf(({ changeFailureRate }) => isBetween(changeFailureRate.value)),
  };
  expect(Object.entries(shares).filter(([, share]) => share < 0.08)).toEqual([]);
});

it('the numbers of any log are those of the plain definition, field by field', async () => {
  await fc.assert(
    fc.asyncProperty(anyResponse, anyQuestion, async (story, question) => {
      expectPlain(await answered(story, question), plain(story, question));
    }),
    { numRuns: 60 },
  );
});

it('a window may end with the last year that can be written', async () => {
  const story = [declared(1), acknowledged(1)];
  const ending = (to: string | null) => answered(story, { now: minute(3), window: { from: null, to } });
  const { timeToAcknowledge } = await ending('9999-12-31T00:00:00.000Z');
  expect(timeToAcknowledge.count).toBe(1);
  expect(timeToAcknowledge).toEqual((await ending(null)).timeToAcknowledge);
});

it('the numbers as of any position are those of the plain definition of the log cut there', async () => {
  const share = fc.double({ min: 0.1, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(anyResponse, share, anyQuestion, async (story, share, question) => {
      const events = Math.ceil(story.length * share);
      expectPlain(await answeredAsOf(events, story, question), plain(story.slice(0, events), question));
    }),
    { numRuns: 40 },
  );
});

it('the numbers of a bucket and a group are those of the plain definition about it alone', async () => {
  const anyBreakdown = fc.record({
    from: anyTime,
    interval: fc.constantFrom(...intervals.filter((interval) => interval !== 'HOUR')),
    groupBy: fc.constantFrom(...groupings),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
  });
  await fc.assert(
    fc.asyncProperty(
      anyResponse,
      anyQuestion,
      anyBreakdown,
      async (story, question, { from, ...breakdown }) => {
        const log = plainLog(recorded(story));
        const asked = { ...question, window: { ...question.window, from } };
        const answer = await answered(story, { ...asked, ...breakdown });
        for (const bucket of answer.series ?? [])
          expectPlain(bucket, plainMetrics(log, { ...asked, window: { from: bucket.from, to: bucket.to } }));
        for (const { key, ...group } of answer.groups ?? [])
          expectPlain(group, plainMetrics(...plainGroup(log, asked, breakdown.groupBy, key)));
      },
    ),
    { numRuns: 25 },
  );
});

it('the duration between any two milestones is that of the plain definition', async () => {
  const milestone = fc.constantFrom(
    'DETECTED',
    'MITIGATED',
    'RESOLVED',
    'CLOSED',
    'FIRST_UPDATE',
    'IMPACT_ENDED',
    'POSTMORTEM_PUBLISHED',
  );
  const occurrence = fc.constantFrom('FIRST', 'LAST');
  const anyInterlude = fc.record({
    from: milestone,
    fromOccurrence: occurrence,
    to: milestone,
    occurrence,
  });
  await fc.assert(
    fc.asyncProperty(anyResponse, anyQuestion, anyInterlude, async (story, question, interlude) => {
      const { from, fromOccurrence, to, occurrence } = interlude;
      const expected = plainDurationMetric(plainLog(recorded(story)), question, [
        from,
        to,
        occurrence,
        fromOccurrence,
      ]);
      const { duration: measured } = await answered(story, question);
      const duration = measured(interlude);
      expect(comparable({ duration }, ['duration'])).toEqual(
        near(comparable({ duration: expected }, ['duration'])),
      );
    }),
    { numRuns: 30 },
  );
});
