import { type IncidentContribution, named } from './contribution.js';
import { counts, exclusions } from './exclusion.js';
import type { EarlierIncident } from './facts.js';
import { type RatioMetric, ratio } from './ratio-metric.js';
import { type Survey, incidentsDeclared, leftOut } from './survey.js';

/** An incident of the window, and which it repeats. */
export interface RecurringIncident extends IncidentContribution {
  readonly declaredAt: string | null;
  readonly recurrence: boolean;
  /** The earlier incident: nameless for who may not see it, null where it repeats none. */
  readonly recurrenceOf: EarlierIncident | null;
}

export interface RecurrenceRate extends RatioMetric {
  readonly contributions: readonly RecurringIncident[];
}

/** The share of incidents that repeat an earlier one, at most 1. */
export function recurrenceRate(survey: Survey): RecurrenceRate {
  const contributions = incidentsDeclared(survey).map((incident) => ({
    declaredAt: incident.milestones.DECLARED?.[0] ?? null,
    recurrence: incident.recurrenceOf !== null,
    recurrenceOf: incident.recurrenceOf,
    excluded: leftOut(incident, survey),
    ...named(incident),
  }));
  const counted = contributions.filter(counts);
  return {
    ...ratio(counted.filter(({ recurrence }) => recurrence).length, counted.length),
    excluded: exclusions(contributions),
    definition:
      'Of the incidents declared in the window, the share that is linked to an earlier incident as its recurrence, whenever that was.',
    rule: 'recurrence/1',
    contributions,
  };
}
