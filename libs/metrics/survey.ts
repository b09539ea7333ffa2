import type { ExclusionReason } from './exclusion.js';
import type { Facts, IncidentFacts } from './facts.js';
import { type MetricsQuestion, type Scope, type Span, scopeOf, spanOf, within } from './question.js';
import { type Rollout, rollouts } from './rollout.js';
import { instant, instantOrNever } from './time.js';

/** What a number is computed from: only what the asker may see, in an order that the input's does not affect. */
export interface Survey extends Scope {
  readonly span: Span;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of the severities asked for, on any service: whatever may blame a deployment. By when they were declared. */
  readonly incidents: readonly IncidentFacts[];
  /** To the environments asked for, of any service, at any time. By when they finished. */
  readonly rollouts: readonly Rollout[];
}

export function survey(facts: Facts, question: MetricsQuestion): Survey {
  const scope = scopeOf(question);
  return {
    ...scope,
    span: spanOf(scope.window),
    now: instant(question.now),
    incidents: visible(facts.incidents, scope),
    rollouts: rollouts(facts.deployments, scope.filter.environments),
  };
}

function visible(incidents: Iterable<IncidentFacts>, { filter: { severities } }: Scope): IncidentFacts[] {
  return Array.from(incidents)
    .filter(({ hidden, severity }) => !hidden && (severities?.includes(severity) ?? true))
    .map((incident) => ({ incident, at: instantOrNever(incident.milestones.DECLARED?.[0]) }))
    .sort((one, other) => one.at - other.at || (one.incident.id < other.incident.id ? -1 : 1))
    .map(({ incident }) => incident);
}

/** The incidents that the question is about. */
export function incidentsAsked({ incidents, filter: { services } }: Survey): readonly IncidentFacts[] {
  if (services === null) return incidents;
  return incidents.filter((incident) => incident.services.some((service) => services.includes(service)));
}

/** The deployments that the question is about. */
export function rolloutsAsked({ rollouts, span, filter: { services } }: Survey): readonly Rollout[] {
  return rollouts.filter(
    ({ at, deployment }) => within(span, at) && (services?.includes(deployment.service) ?? true),
  );
}

/** Why an incident does not count whatever its times, unless the question includes its kind. */
export function leftOut({ drill, status }: IncidentFacts, { filter }: Scope): ExclusionReason | null {
  if (drill && !filter.include.includes('DRILLS')) return 'DRILL';
  if (status === 'CANCELLED' && !filter.include.includes('CANCELLED')) return 'CANCELLED';
  if (status === 'MERGED' && !filter.include.includes('MERGED')) return 'MERGED';
  return null;
}
