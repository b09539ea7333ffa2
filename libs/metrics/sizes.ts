import { causeCategories, detections, severities } from '#incident';
import type { Interval } from './calendar.js';
import type { Grouping, MetricsQuestion } from './question.js';
import { HOUR, instant } from './time.js';

/** The shortest that there is of each interval, but for those that a change of clocks cuts in half. */
const shortest: Readonly<Record<Interval, number>> = {
  HOUR,
  DAY: 23 * HOUR,
  WEEK: (7 * 24 - 1) * HOUR,
  MONTH: (28 * 24 - 1) * HOUR,
};

/** About how many buckets the series of an answer has, rather more than fewer; 0 without one. */
export function likelyBuckets({ interval, now, window }: MetricsQuestion): number {
  if (interval == null || window?.from == null) return 0;
  const length = instant(window.to ?? now) - instant(window.from);
  return length <= 0 ? 0 : Math.ceil(length / shortest[interval]) + 1;
}

/** How many services or teams there are taken to be where the question does not name them. */
const assumed = 50;

/** About how many groups an answer has, rather more than fewer; 0 without. */
export function likelyGroups({ filter, groupBy }: MetricsQuestion): number {
  const sizes: Readonly<Record<Grouping, number>> = {
    SEVERITY: severities.length,
    CAUSE: causeCategories.length + 1,
    DETECTION: detections.length,
    SERVICE: filter?.services?.length ?? assumed,
    TEAM: filter?.teams?.length ?? assumed,
  };
  return groupBy == null ? 0 : sizes[groupBy];
}
