import {
  type CauseCategory,
  type Detection,
  type Severity,
  causeCategories,
  detections,
  severities,
} from '#incident';
import { type IncidentContribution, named } from './contribution.js';
import { type Definition, type Exclusion, counts, exclusions } from './exclusion.js';
import { type Ratio, ratio } from './ratio-metric.js';
import { type Survey, incidentsDeclared, leftOut } from './survey.js';

/** An incident of the window, and what it is counted by. */
export interface CountedIncident extends IncidentContribution {
  readonly declaredAt: string | null;
  readonly severity: Severity;
  /** Null where nobody has said. */
  readonly causeCategory: CauseCategory | null;
  readonly detectedBy: Detection;
}

export interface IncidentCounts extends Definition {
  readonly count: number;
  /** Of every severity, the worst first, also where there are none. */
  readonly bySeverity: readonly { readonly severity: Severity; readonly count: number }[];
  /** Of every category; null is where nobody has said. */
  readonly byCause: readonly { readonly causeCategory: CauseCategory | null; readonly count: number }[];
  readonly byDetection: readonly { readonly detectedBy: Detection; readonly count: number }[];
  /** The share that customers noticed before monitoring, or anybody else, did. */
  readonly foundByCustomers: Ratio;
  readonly excluded: readonly Exclusion[];
  readonly contributions: readonly CountedIncident[];
}

/** How many incidents there were, and of which kinds. */
export function incidentCounts(survey: Survey): IncidentCounts {
  const contributions = incidentsDeclared(survey).map((incident) => ({
    declaredAt: incident.milestones.DECLARED?.[0] ?? null,
    severity: incident.severity,
    causeCategory: incident.causeCategory,
    detectedBy: incident.detectedBy,
    excluded: leftOut(incident, survey),
    ...named(incident),
  }));
  const counted = contributions.filter(counts);
  const countOf = <Key extends keyof CountedIncident>(key: Key, value: CountedIncident[Key]): number =>
    counted.filter((incident) => incident[key] === value).length;
  return {
    count: counted.length,
    bySeverity: severities.map((severity) => ({ severity, count: countOf('severity', severity) })),
    byCause: [...causeCategories, null].map((causeCategory) => ({
      causeCategory,
      count: countOf('causeCategory', causeCategory),
    })),
    byDetection: detections.map((detectedBy) => ({
      detectedBy,
      count: countOf('detectedBy', detectedBy),
    })),
    foundByCustomers: ratio(countOf('detectedBy', 'CUSTOMER'), counted.length),
    excluded: exclusions(contributions),
    definition:
      'The incidents declared in the window, by their severity, the category of their cause and who noticed them first, as these stand.',
    rule: 'incidents/1',
    contributions,
  };
}
