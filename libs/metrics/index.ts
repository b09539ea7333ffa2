export type { BlameBasis } from './blame.js';
export type { ChangeFailureRate, JudgedDeployment } from './change-failure-rate.js';
export type { DeploymentFrequency } from './deployment-frequency.js';
export { type Interval, type Stretch, intervals } from './calendar.js';
export { type Duration, type Interlude, type Life, type Occurrence, duration } from './duration.js';
export type {
  DurationDefinition,
  DurationMetric,
  DurationSummary,
  IncidentDuration,
} from './duration-metric.js';
export { durations } from './durations.js';
export {
  type Definition,
  type Excludable,
  type Exclusion,
  type ExclusionReason,
  exclusionReasons,
} from './exclusion.js';
export type {
  DeploymentFacts,
  EarlierIncident,
  Facts,
  ImpactFacts,
  IncidentFacts,
  PostmortemFacts,
  RollbackFacts,
  ServiceFacts,
} from './facts.js';
export type { BlamingIncident, DeploymentContribution } from './failure.js';
export { InvalidQuestion } from './invalid-question.js';
export {
  type Metrics,
  type MetricsBucket,
  type MetricsGroup,
  type MetricsSeries,
  flawsOf,
  measure,
} from './metrics.js';
export type { Numbers } from './numbers.js';
export {
  DEFAULT_BLAME_WINDOW_HOURS,
  type Grouping,
  type Includable,
  type MetricsFilter,
  type MetricsQuestion,
  type Scope,
  type Window,
  groupings,
  includables,
} from './question.js';
export type { Ratio, RatioMetric } from './ratio-metric.js';
export type { FailedDeploymentRecoveryTime, RecoveredDeployment } from './recovery-time.js';
export { likelyBuckets, likelyGroups } from './sizes.js';
export type { Availability, ImpactOnService, ServiceAvailability } from './availability.js';
export type { ChangeLeadTime, DeliveredCommit } from './change-lead-time.js';
export type { IncidentContribution } from './contribution.js';
export type { DeploymentReworkRate, PurposefulDeployment } from './deployment-rework-rate.js';
export type { CountedIncident, IncidentCounts } from './incident-counts.js';
export type { JudgedPostmortem, PostmortemDiscipline } from './postmortem-discipline.js';
export type { RecurrenceRate, RecurringIncident } from './recurrence-rate.js';
export type { JudgedRollback, RollbackTime } from './rollback-time.js';
export type { JudgedPromise, UpdateDiscipline } from './update-discipline.js';
