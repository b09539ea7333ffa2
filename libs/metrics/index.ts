export type { BlameBasis } from './blame.js';
export { type ChangeFailureRate, type JudgedDeployment, changeFailureRate } from './change-failure-rate.js';
export { type DeploymentFrequency, deploymentFrequency } from './deployment-frequency.js';
export { type Duration, type Occurrence, duration } from './duration.js';
export {
  type DurationDefinition,
  type DurationMetric,
  type DurationSummary,
  type IncidentDuration,
  measureDuration,
} from './duration-metric.js';
export { durations } from './durations.js';
export {
  type Definition,
  type Excludable,
  type Exclusion,
  type ExclusionReason,
  exclusionReasons,
} from './exclusion.js';
export type { DeploymentFacts, Facts, IncidentFacts } from './facts.js';
export { type BlamingIncident, type DeploymentContribution, type Judged, judge } from './failure.js';
export { type Metrics, measure } from './metrics.js';
export {
  DEFAULT_BLAME_WINDOW_HOURS,
  type Includable,
  type MetricsFilter,
  type MetricsQuestion,
  type Scope,
  type Window,
  includables,
} from './question.js';
export type { Ratio, RatioMetric } from './ratio-metric.js';
export {
  type FailedDeploymentRecoveryTime,
  type RecoveredDeployment,
  failedDeploymentRecoveryTime,
} from './recovery-time.js';
export { type Survey, survey } from './survey.js';
