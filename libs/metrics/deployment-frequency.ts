import { counts, exclusions } from './exclusion.js';
import { type DeploymentContribution, deploymentContribution } from './failure.js';
import { type RatioMetric, ratio } from './ratio-metric.js';
import type { Rollout } from './rollout.js';
import { type Survey, rolloutsAsked } from './survey.js';
import { DAY } from './time.js';

/** Deployments a day: the numerator counts deployments, the denominator days, which need not be whole. */
export interface DeploymentFrequency extends RatioMetric {
  readonly contributions: readonly DeploymentContribution[];
}

/** How often deployments reach production (dora.dev). */
export function deploymentFrequency(survey: Survey): DeploymentFrequency {
  const asked = rolloutsAsked(survey);
  const counted = asked.filter(counts);
  return {
    ...ratio(counted.length, daysOf(survey, counted[0])),
    excluded: exclusions(asked),
    definition:
      'Deployments that reached production in the window, per day of it. A window without a start begins with the first of them and is at least a day long; one without an end lasts until now.',
    rule: 'deployment-frequency/1',
    contributions: asked.map(deploymentContribution),
  };
}

function daysOf({ span, now }: Survey, first: Rollout | undefined): number {
  const to = span.to === Infinity ? now : span.to;
  if (span.from !== -Infinity) return Math.max(0, to - span.from) / DAY;
  return first ? Math.max(1, (to - first.at) / DAY) : 0;
}
