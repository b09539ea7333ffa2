import { type EventFacts, isAfter } from '#decider';
import { refusal } from './rules.js';
import type { SeverityPolicy } from './severity-policy.js';

export const severities = ['P0', 'P1', 'P2', 'P3'] as const;
/** How bad it is; lower is worse. */
export type Severity = (typeof severities)[number];

export const statuses = [
  'DECLARED',
  'ACKNOWLEDGED',
  'MITIGATED',
  'RESOLVED',
  'CLOSED',
  'CANCELLED',
  'MERGED',
] as const;
/** How far the response has come. */
export type Status = (typeof statuses)[number];

export const detections = ['MONITORING', 'CUSTOMER', 'EMPLOYEE', 'PARTNER', 'SECURITY_REPORT'] as const;
/** Who or what noticed first. */
export type Detection = (typeof detections)[number];

export const visibilities = ['ORGANIZATION', 'RESTRICTED'] as const;
export type Visibility = (typeof visibilities)[number];

export const milestones = [
  'IMPACT_STARTED',
  'DETECTED',
  'DECLARED',
  'ACKNOWLEDGED',
  'IDENTIFIED',
  'MITIGATED',
  'RESOLVED',
  'CLOSED',
  'IMPACT_ENDED',
  'FIRST_UPDATE',
  'POSTMORTEM_PUBLISHED',
] as const;
/** The points between which durations are measured. */
export type Milestone = (typeof milestones)[number];

/** Each time that a milestone was reached, RFC 3339, in the order of the log: after a reopening there are more. */
export type Milestones = Readonly<Partial<Record<Milestone, readonly string[]>>>;

/** When something happened, and when the log took it, which may be long after. */
export type Moment = Pick<EventFacts, 'occurredAt' | 'recordedAt'>;

export const momentOf = ({ occurredAt, recordedAt }: Moment): Moment => ({ occurredAt, recordedAt });

/** What every capability of the incident may rely on. */
export interface IncidentCore {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly status: Status;
  readonly severity: Severity;
  /** What was promised for this severity when it was declared, or given this severity; see `policyOf`. */
  readonly policy: SeverityPolicy;
  readonly services: readonly string[];
  readonly tags: readonly string[];
  readonly detectedBy: Detection;
  readonly security: boolean;
  readonly drill: boolean;
  readonly visibility: Visibility;
  /** When users began to suffer as is said apart from the impact that is recorded; null where it is not. */
  readonly impactStartedAt: string | null;
  readonly milestones: Milestones;
  /** How often it was reopened. */
  readonly reopens: number;
  /** From when on its terms run: when it was declared, reopened or given its severity, whichever came last. */
  readonly termsSince: Moment;
}

/**
 * From when on terms run that something sets: from then or, where that is said to have been before the terms that it
 * replaces began, from those. None of it was known before the log took it.
 */
export const termsAfresh = (
  { termsSince: { occurredAt: before } }: Pick<IncidentCore, 'termsSince'>,
  { occurredAt, recordedAt }: Moment,
): Moment => ({ occurredAt: isAfter(before, occurredAt) ? before : occurredAt, recordedAt });

/** What its terms hang on: how long it may go without what its policy asks for. */
export type Terms = Pick<IncidentCore, 'status' | 'severity' | 'policy' | 'termsSince'>;

/** The milestones with one more occurrence, at the event's time or at the one given. */
export function reached(incident: IncidentCore, milestone: Milestone, at: string): Milestones {
  const times = [...(incident.milestones[milestone] ?? []), at];
  return Object.assign({}, incident.milestones, { [milestone]: times });
}

/** Whether somebody should still be working on it. */
export const isOpen = ({ status }: Pick<IncidentCore, 'status'>): boolean =>
  status === 'DECLARED' || status === 'ACKNOWLEDGED' || status === 'MITIGATED';

/** Whether it is neither closed, cancelled nor merged. */
export const isWorkedOn = (incident: Pick<IncidentCore, 'status'>): boolean =>
  isOpen(incident) || incident.status === 'RESOLVED';

/** Whether it was none after all, or goes on as another. */
export const isVoid = ({ status }: Pick<IncidentCore, 'status'>): boolean =>
  status === 'CANCELLED' || status === 'MERGED';

/** Refuses what only an incident in response (neither closed, cancelled nor merged) can take. */
export function mustNotBeOver(incident: IncidentCore): void {
  if (incident.status === 'CLOSED') throw refusal('INCIDENT_CLOSED');
  mustNotBeVoid(incident);
}

/** Refuses what a cancelled or merged incident can no longer take. */
export function mustNotBeVoid({ status }: Pick<IncidentCore, 'status'>): void {
  if (status === 'CANCELLED') throw refusal('INCIDENT_CANCELLED');
  if (status === 'MERGED') throw refusal('INCIDENT_MERGED');
}

/** Refuses what only an open incident (declared, acknowledged or mitigated) can take. */
export function mustBeOpen(incident: IncidentCore): void {
  mustNotBeOver(incident);
  if (incident.status === 'RESOLVED') throw refusal('INCIDENT_RESOLVED');
}
