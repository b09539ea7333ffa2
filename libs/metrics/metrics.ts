import { changeFailureRate } from './change-failure-rate.js';
import { deploymentFrequency } from './deployment-frequency.js';
import { measureDuration } from './duration-metric.js';
import { durations } from './durations.js';
import { judge } from './failure.js';
import type { Facts } from './facts.js';
import type { MetricsQuestion } from './question.js';
import { failedDeploymentRecoveryTime } from './recovery-time.js';
import { survey } from './survey.js';

/** The answer to a question: what it was about, and every number. Plain data. */
export type Metrics = ReturnType<typeof measure>;

/**
 * Every number, computed from what is known. The order of the facts does not matter, and neither do facts that the
 * question is not about. Takes time in proportion to the facts, but for sorting them.
 */
export function measure(facts: Facts, question: MetricsQuestion) {
  const asked = survey(facts, question);
  const judged = judge(asked);
  return {
    window: asked.window,
    filter: asked.filter,
    timeToDetect: measureDuration(durations.timeToDetect, asked),
    timeToAcknowledge: measureDuration(durations.timeToAcknowledge, asked),
    timeToIdentify: measureDuration(durations.timeToIdentify, asked),
    timeToMitigate: measureDuration(durations.timeToMitigate, asked),
    timeToResolve: measureDuration(durations.timeToResolve, asked),
    timeToFirstResolve: measureDuration(durations.timeToFirstResolve, asked),
    timeToFirstUpdate: measureDuration(durations.timeToFirstUpdate, asked),
    changeFailureRate: changeFailureRate(judged),
    deploymentFrequency: deploymentFrequency(asked),
    failedDeploymentRecoveryTime: failedDeploymentRecoveryTime(judged),
  };
}
