import { availability } from './availability.js';
import { changeFailureRate } from './change-failure-rate.js';
import { changeLeadTime } from './change-lead-time.js';
import { deploymentFrequency } from './deployment-frequency.js';
import { deploymentReworkRate } from './deployment-rework-rate.js';
import { type DurationDefinition, type DurationMetric, measureDuration } from './duration-metric.js';
import type { Interlude } from './duration.js';
import { durationBetween, durations } from './durations.js';
import type { Definition } from './exclusion.js';
import { judge } from './failure.js';
import { incidentCounts } from './incident-counts.js';
import { postmortemDiscipline } from './postmortem-discipline.js';
import { failedDeploymentRecoveryTime } from './recovery-time.js';
import { recurrenceRate } from './recurrence-rate.js';
import { rollbackTime } from './rollback-time.js';
import type { Survey } from './survey.js';
import { updateDiscipline } from './update-discipline.js';

const measured =
  (definition: DurationDefinition) =>
  (survey: Survey): DurationMetric =>
    measureDuration(definition, survey);

/** Every number, one line each: whatever is here can be asked of any window, group and stretch of time. */
const measures = {
  timeToDetect: measured(durations.timeToDetect),
  timeToAcknowledge: measured(durations.timeToAcknowledge),
  timeToIdentify: measured(durations.timeToIdentify),
  timeToMitigate: measured(durations.timeToMitigate),
  timeToResolve: measured(durations.timeToResolve),
  timeToFirstResolve: measured(durations.timeToFirstResolve),
  timeToRecover: measured(durations.timeToRecover),
  timeToFirstUpdate: measured(durations.timeToFirstUpdate),
  changeFailureRate: (survey: Survey) => changeFailureRate(judge(survey)),
  deploymentFrequency,
  failedDeploymentRecoveryTime: (survey: Survey) => failedDeploymentRecoveryTime(judge(survey)),
  changeLeadTime,
  deploymentReworkRate,
  availability,
  recurrenceRate,
  updateDiscipline,
  postmortemDiscipline,
  rollbackTime,
  incidentCounts,
} as const satisfies Readonly<Record<string, (survey: Survey) => Definition>>;

type Named = { readonly [Name in keyof typeof measures]: ReturnType<(typeof measures)[Name]> };

/** The numbers by their names. */
export interface Numbers extends Named {
  /** The duration between any two milestones. It is not among the fields that are listed. */
  readonly duration: (interlude: Interlude) => DurationMetric;
}

/** The numbers of a survey, each computed when it is first read. */
export function numbersOf(survey: Survey): Numbers {
  const duration = (interlude: Interlude) => measureDuration(durationBetween(interlude), survey);
  const numbers = Object.defineProperty({}, 'duration', { value: duration });
  for (const [name, measure] of Object.entries(measures)) {
    Object.defineProperty(numbers, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = measure(survey);
        Object.defineProperty(numbers, name, { value, enumerable: true });
        return value;
      },
    });
  }
  // There is one property for each of the measures.
  return numbers as Numbers;
}
