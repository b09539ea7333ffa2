import { counts, exclusions } from './exclusion.js';
import {
  type BlamingIncident,
  type DeploymentContribution,
  type Judged,
  blameLeftOut,
  blamingIncident,
  deploymentContribution,
} from './failure.js';
import { type RatioMetric, ratio } from './ratio-metric.js';

/** A deployment of the window, and what speaks against it. */
export interface JudgedDeployment extends DeploymentContribution {
  readonly failed: boolean;
  readonly rolledBack: boolean;
  readonly blamedBy: readonly BlamingIncident[];
}

export interface ChangeFailureRate extends RatioMetric {
  /** How many of the failed deployments failed by inferred blame alone. */
  readonly inferred: number;
  readonly contributions: readonly JudgedDeployment[];
}

/**
 * The share of deployments to production that failed there (dora.dev), at most 1. What was left out are deployments
 * that do not count, and incidents whose blame does not.
 */
export function changeFailureRate(judged: readonly Judged[]): ChangeFailureRate {
  const contributions = judged.map(({ rollout, failed, rolledBack, blames }) => ({
    failed,
    rolledBack,
    blamedBy: blames.map(blamingIncident),
    ...deploymentContribution(rollout),
  }));
  const failures = contributions.filter(({ failed }) => failed);
  return {
    ...ratio(failures.length, contributions.filter(counts).length),
    inferred: failures.filter(inferredAlone).length,
    excluded: exclusions([...contributions, ...blameLeftOut(judged)]),
    definition:
      'Of the deployments that reached production in the window, the share that was rolled back or that an incident blames. Unless that is switched off, an incident that names no deployment, and whose cause may be a change, blames the last deployment of its service before it started, within the blame window.',
    rule: 'cfr/1',
    contributions,
  };
}

const inferredAlone = ({ rolledBack, blamedBy }: JudgedDeployment): boolean =>
  !rolledBack && blamedBy.filter(counts).every(({ basis }) => basis === 'INFERRED');
