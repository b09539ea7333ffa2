import { counts, exclusions } from './exclusion.js';
import { type DeploymentContribution, deploymentContribution } from './failure.js';
import { type RatioMetric, ratio } from './ratio-metric.js';
import { type Survey, rolloutsAsked } from './survey.js';

/** A deployment of the window, and whether it had to be made. */
export interface PurposefulDeployment extends DeploymentContribution {
  /** It was to repair what an incident is about. */
  readonly rework: boolean;
}

export interface DeploymentReworkRate extends RatioMetric {
  readonly contributions: readonly PurposefulDeployment[];
}

/** The share of deployments to production that nobody planned (dora.dev), at most 1. */
export function deploymentReworkRate(survey: Survey): DeploymentReworkRate {
  const contributions = rolloutsAsked(survey).map((rollout) => ({
    rework: rollout.deployment.purpose === 'REMEDIATION',
    ...deploymentContribution(rollout),
  }));
  const counted = contributions.filter(counts);
  return {
    ...ratio(counted.filter(({ rework }) => rework).length, counted.length),
    excluded: exclusions(contributions),
    definition:
      'Of the deployments that reached production in the window, the share that was recorded as the remediation of an incident.',
    rule: 'rework/1',
    contributions,
  };
}
