import type { Severity } from '#incident';
import type { Occurrence } from './identity.js';

export interface AlertLink {
  readonly title: string;
  readonly url: string;
}

/** What a source says of an alert. */
export interface AlertReport extends Occurrence {
  readonly title: string;
  /** How bad it is, in the source's own words. */
  readonly sourceSeverity?: string;
  /** The same as Sitrep's severity, where the words could be mapped. */
  readonly severity?: Severity;
  /** The slug of the service that it is about. */
  readonly service?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly links?: readonly AlertLink[];
}

/** An alert as its source reported it; null where it did not say. Every event carries it, to be read by itself. */
export interface Reported extends Occurrence {
  readonly id: string;
  readonly title: string;
  readonly sourceSeverity: string | null;
  readonly severity: Severity | null;
  readonly service: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly links: readonly AlertLink[];
}

/** What is known of the alert with this id by this report. */
export const reported = (report: AlertReport, id: string): Reported => ({
  id,
  source: report.source,
  key: report.key,
  title: report.title,
  sourceSeverity: report.sourceSeverity ?? null,
  severity: report.severity ?? null,
  service: report.service ?? null,
  labels: report.labels ?? {},
  links: report.links ?? [],
  startsAt: report.startsAt,
});
