import { plainAvailability } from './availability.js';
import { plainDeliveryMetrics } from './deliveries.js';
import { plainDeploymentMetrics } from './deployments.js';
import { namedDurations, plainDurationMetric } from './durations.js';
import { plainIncidentMetrics } from './incidents.js';
import type { PlainLog } from './log.js';
import type { PlainQuestion } from './question.js';
import { plainResponseMetrics } from './response.js';

export { type PlainDuration, plainDuration, plainDurationMetric } from './durations.js';
export { type PlainGrouping, plainGroup } from './groups.js';
export type { PlainEvent } from './event.js';
export { type PlainLog, plainLog } from './log.js';
export type { PlainQuestion } from './question.js';

/**
 * The numbers by their definitions, word by word: slow, without an index or a cache, and without a line in common with
 * what computes them for everybody. It is there to be compared with.
 */
export const plainMetrics = (log: PlainLog, question: PlainQuestion) => ({
  timeToDetect: plainDurationMetric(log, question, namedDurations.timeToDetect),
  timeToAcknowledge: plainDurationMetric(log, question, namedDurations.timeToAcknowledge),
  timeToIdentify: plainDurationMetric(log, question, namedDurations.timeToIdentify),
  timeToMitigate: plainDurationMetric(log, question, namedDurations.timeToMitigate),
  timeToResolve: plainDurationMetric(log, question, namedDurations.timeToResolve),
  timeToFirstResolve: plainDurationMetric(log, question, namedDurations.timeToFirstResolve),
  timeToRecover: plainDurationMetric(log, question, namedDurations.timeToRecover),
  timeToFirstUpdate: plainDurationMetric(log, question, namedDurations.timeToFirstUpdate),
  ...plainDeploymentMetrics(log, question),
  ...plainDeliveryMetrics(log, question),
  availability: plainAvailability(log, question),
  ...plainIncidentMetrics(log, question),
  ...plainResponseMetrics(log, question),
});
