import { ask } from './client.js';
import type { Stage } from './story.js';

const durations = [
  'timeToDetect',
  'timeToAcknowledge',
  'timeToFirstUpdate',
  'timeToIdentify',
  'timeToMitigate',
  'timeToFirstResolve',
  'timeToResolve',
] as const;

type Duration = (typeof durations)[number];

const query = `query ($window: Window!, $filter: MetricsFilter) { metrics(window: $window, filter: $filter) {
  ${durations.map((name) => `${name} { ...duration }`).join(' ')}
  changeFailureRate { value numerator denominator inferred excluded { reason count } }
  deploymentFrequency { value numerator denominator excluded { reason count } }
  failedDeploymentRecoveryTime { count meanSeconds excluded { reason count } }
} }
fragment duration on DurationMetric {
  count meanSeconds p50Seconds p90Seconds p95Seconds maxSeconds reopens excluded { reason count }
}`;

interface Exclusions {
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
}

interface Mean extends Exclusions {
  readonly count: number;
  readonly meanSeconds: number | null;
}

/** Every number of a window. */
export type Numbers = Readonly<Record<Duration | 'failedDeploymentRecoveryTime', Mean>> &
  Readonly<
    Record<'changeFailureRate' | 'deploymentFrequency', Exclusions & { readonly value: number | null }>
  >;

export interface Window {
  readonly from: string;
  readonly to: string;
}

/** All numbers of a window, as the chat is told them. */
export async function numbersOf({ url, chat }: Stage, window: Window, filter: object = {}): Promise<Numbers> {
  return (await ask<{ metrics: Numbers }>(url(), query, { window, filter }, chat())).metrics;
}

/** The mean of each time in minutes; null where there is nothing to take the mean of. */
export async function meanMinutes(
  stage: Stage,
  window: Window,
  filter: object = {},
): Promise<Record<Duration, number | null>> {
  const numbers = await numbersOf(stage, window, filter);
  const mean = (name: Duration) => {
    const { meanSeconds } = numbers[name];
    return [name, meanSeconds === null ? null : meanSeconds / 60] as const;
  };
  // One entry for each of the names.
  return Object.fromEntries(durations.map(mean)) as Record<Duration, number | null>;
}
