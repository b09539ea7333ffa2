import { type CommandContext, mustHaveHappened } from '#decider';
import { refusal } from './rules.js';

export const purposes = ['PLANNED', 'REMEDIATION'] as const;
/** Why it was made: as planned, or to repair what an incident is about. */
export type Purpose = (typeof purposes)[number];

/** A change that a deployment brings to users. */
export interface Commit {
  readonly sha: string;
  /** RFC 3339; the start of its lead time. */
  readonly committedAt: string;
}

/** What a tool says of a deployment, at whatever stage. What it leaves out stays as reported before. */
export interface Report {
  /** The service's slug. */
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  /** The commit that was deployed. */
  readonly commit?: string;
  /** All that it brings, where known. */
  readonly commits?: readonly Commit[];
  readonly url?: string;
  /** REMEDIATION where it names an incident, else PLANNED, unless given. */
  readonly purpose?: Purpose;
  /** The incident that it is to repair. */
  readonly incidentId?: string;
  /** When it began, where known. */
  readonly startedAt?: string;
}

/**
 * All that is known of a deployment beside how far it came; null where nobody reported it. Every event carries it,
 * so that each can be read by itself.
 */
export interface Known {
  readonly id: string;
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  readonly commit: string | null;
  readonly commits: readonly Commit[];
  readonly url: string | null;
  readonly purpose: Purpose;
  readonly incidentId: string | null;
  readonly startedAt: string | null;
}

/** What is known with this report. Refuses one on something else than what was reported before. */
export function knownBy(report: Report, before: Known | undefined, context: CommandContext): Known {
  if (before) mustBeAbout(report, before);
  if (report.startedAt !== undefined) mustHaveHappened(report.startedAt, context);
  const supposed = report.incidentId === undefined ? before?.purpose : 'REMEDIATION';
  return {
    id: context.id,
    service: report.service,
    environment: report.environment,
    version: report.version,
    commit: report.commit ?? before?.commit ?? null,
    commits: report.commits ?? before?.commits ?? [],
    url: report.url ?? before?.url ?? null,
    purpose: report.purpose ?? supposed ?? 'PLANNED',
    incidentId: report.incidentId ?? before?.incidentId ?? null,
    startedAt: before?.startedAt ?? report.startedAt ?? null,
  };
}

function mustBeAbout(report: Report, { service, environment, version }: Known): void {
  if (report.service !== service || report.environment !== environment || report.version !== version)
    throw refusal(
      'DEPLOYMENT_DIFFERS',
      `This is the deployment of ${service} ${version} to ${environment}. Report one of something else under an id of its own.`,
    );
}
