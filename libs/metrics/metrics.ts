import { type Stretch, isTimeZone, stretches } from './calendar.js';
import type { Facts } from './facts.js';
import { type GroupKey, groupsOf } from './groups.js';
import { InvalidQuestion } from './invalid-question.js';
import { type Numbers, numbersOf } from './numbers.js';
import type { MetricsQuestion, Scope } from './question.js';
import { type Survey, during, survey } from './survey.js';

/** The numbers of one hour, day, week or month; the first and the last are cut at the edges of the window. */
export interface MetricsBucket extends Numbers, Stretch {}

/** In order, without a gap. Null where no interval was asked for. */
export type MetricsSeries = readonly MetricsBucket[] | null;

/** The numbers of what has something in common. */
export interface MetricsGroup extends Numbers {
  /** What it has in common: a severity, say; null for what has none of the kind: no team, no known cause. */
  readonly key: GroupKey;
  /** What belongs to it, in a sentence. */
  readonly definition: string;
  readonly series: MetricsSeries;
}

/**
 * The answer to a question: what it was about, and every number. Plain data, of which each part is computed when it
 * is first read.
 */
export interface Metrics extends Numbers, Scope {
  readonly series: MetricsSeries;
  /** Null where it was not asked to set anything apart. */
  readonly groups: readonly MetricsGroup[] | null;
}

/** How many answers of all numbers, for stretches of time and groups, one question may take. */
export const MOST_CELLS = 1000;

/**
 * Every number, computed from what is known. The order of the facts does not matter, and neither do facts that the
 * question is not about. Takes time in proportion to the facts, but for sorting them. The numbers of a bucket are
 * those of the same question about its window, and the numbers of a group those of the question about it alone.
 *
 * @throws InvalidQuestion for an unknown time zone, and for a series without a start or of too many buckets
 */
export function measure(facts: Facts, question: MetricsQuestion): Metrics {
  const asked = survey(facts, question);
  const buckets = bucketsOf(asked, question);
  const { groupBy } = question;
  const groups = groupBy == null ? null : groupsOf(asked, groupBy);
  const cells = (buckets?.length ?? 1) * (groups?.length ?? 1);
  if (cells > MOST_CELLS)
    throw new InvalidQuestion(
      'interval',
      `makes ${cells} answers of the groups and intervals; ${MOST_CELLS} are the most. Ask for longer intervals, a shorter window or fewer groups`,
    );
  const series = (of: Survey): MetricsSeries =>
    buckets?.map((bucket) => Object.assign(numbersOf(during(of, bucket)), bucket)) ?? null;
  const { filter, window } = asked;
  return Object.assign(numbersOf(asked), {
    window,
    filter,
    series: series(asked),
    groups:
      groups?.map(({ key, definition, survey: group }) =>
        Object.assign(numbersOf(group), {
          key,
          definition,
          series: series(group),
        }),
      ) ?? null,
  });
}

/** What can be said to be wrong with a question before anything is known; nothing, of most. */
export function flawsOf({
  interval,
  timeZone,
  window,
}: Omit<MetricsQuestion, 'now'>): readonly InvalidQuestion[] {
  const flaws: InvalidQuestion[] = [];
  if (timeZone != null && !isTimeZone(timeZone))
    flaws.push(
      new InvalidQuestion('timeZone', 'must be the IANA name of a time zone, such as Europe/Berlin'),
    );
  if (interval != null && window?.from == null)
    flaws.push(
      new InvalidQuestion('window.from', 'must be given where an interval is: a series needs a start'),
    );
  return flaws;
}

function bucketsOf({ window, now }: Survey, question: MetricsQuestion): Stretch[] | null {
  const [flaw] = flawsOf(question);
  if (flaw) throw flaw;
  const { interval, timeZone } = question;
  const { from, to } = window;
  if (interval == null || from === null) return null;
  const buckets: Stretch[] = [];
  for (const stretch of stretches(
    { from, to: to ?? new Date(now).toISOString() },
    interval,
    timeZone ?? 'UTC',
  )) {
    buckets.push(stretch);
    if (buckets.length > MOST_CELLS)
      throw new InvalidQuestion(
        'interval',
        `makes over ${MOST_CELLS} buckets of the window. Ask for longer intervals or a shorter window`,
      );
  }
  return buckets;
}
