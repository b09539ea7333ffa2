import type { Milestone } from '#incident';
import type { DurationDefinition } from './duration-metric.js';
import type { Interlude, Occurrence } from './duration.js';

/** The durations that have a name. */
export const durations = {
  timeToDetect: {
    from: 'IMPACT_STARTED',
    to: 'DETECTED',
    occurrence: 'FIRST',
    definition: 'From the start of the impact to its detection, for incidents detected in the window.',
    rule: 'mttd/1',
  },
  timeToAcknowledge: {
    from: 'DECLARED',
    to: 'ACKNOWLEDGED',
    occurrence: 'FIRST',
    definition:
      'From declaration to the first acknowledgement, for incidents first acknowledged in the window.',
    rule: 'mtta/1',
  },
  timeToIdentify: {
    from: 'DECLARED',
    to: 'IDENTIFIED',
    occurrence: 'FIRST',
    definition:
      'From declaration to the first identification of a cause, for incidents whose cause was first identified in the window.',
    rule: 'mtti/1',
  },
  timeToMitigate: {
    from: 'DECLARED',
    to: 'MITIGATED',
    occurrence: 'FIRST',
    definition: 'From declaration to the first mitigation, for incidents first mitigated in the window.',
    rule: 'mttm/1',
  },
  timeToResolve: {
    from: 'DECLARED',
    to: 'RESOLVED',
    occurrence: 'LAST',
    definition:
      'From declaration to the last resolution, for incidents last resolved in the window; one that is open again counts once it is resolved again.',
    rule: 'mttr/1',
  },
  timeToFirstResolve: {
    from: 'DECLARED',
    to: 'RESOLVED',
    occurrence: 'FIRST',
    definition:
      'From declaration to the first resolution, for incidents first resolved in the window, whether reopened since or not.',
    rule: 'mttr-first/1',
  },
  timeToRecover: {
    from: 'IMPACT_STARTED',
    to: 'IMPACT_ENDED',
    occurrence: 'LAST',
    definition:
      'From the start of the impact to its end, for incidents whose impact ended in the window; one whose impact came back counts once that has ended, too.',
    rule: 'mttrec/1',
  },
  timeToFirstUpdate: {
    from: 'DECLARED',
    to: 'FIRST_UPDATE',
    occurrence: 'FIRST',
    definition: 'From declaration to the first update, for incidents first updated in the window.',
    rule: 'mttfu/1',
  },
} as const satisfies Readonly<Record<string, DurationDefinition>>;

/** The duration between any two milestones, which has no name of its own. */
export function durationBetween(interlude: Interlude): DurationDefinition {
  const { from, fromOccurrence = 'FIRST', to, occurrence } = interlude;
  const end = time(to, occurrence);
  return {
    ...interlude,
    definition: `From ${time(from, fromOccurrence)} to ${end}, for incidents of which ${end} lies in the window.`,
    rule: 'duration/1',
  };
}

const time = (milestone: Milestone, occurrence: Occurrence): string =>
  `the ${occurrence.toLowerCase()} time of ${milestone}`;
