import { Chronicle } from './chronicle.js';
import type { ExclusionReason } from './exclusion.js';
import type { Facts, IncidentFacts, ServiceFacts } from './facts.js';
import { type MetricsQuestion, type Scope, type Span, type Window, scopeOf, spanOf } from './question.js';
import { type Rollout, rollouts } from './rollout.js';
import { instant, instantOrNever } from './time.js';

/** Incidents by when they were declared, and rollouts by when they finished, both at any time. */
export interface Subject {
  readonly incidents: readonly IncidentFacts[];
  readonly rollouts: readonly Rollout[];
}

/** What a number is computed from: only what the asker may see, in an order that the input's does not affect. */
export interface Survey extends Scope {
  readonly span: Span;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the question is about. */
  readonly asked: Subject;
  /** What speaks for or against it: whatever may blame a deployment, on any service, and be blamed. */
  readonly evidence: Subject;
  /** Those of the catalog that the question is about, by name. */
  readonly services: readonly ServiceFacts[];
  /** Whether the question is about a service, of the catalog or not. */
  readonly isAsked: (service: string) => boolean;
}

/** A survey without its time. */
export type TimelessSurvey = Omit<Survey, keyof Pick<Survey, 'span' | 'window'>>;

export function survey(facts: Facts, question: MetricsQuestion): Survey {
  const scope = scopeOf(question);
  const { environments, services, teams } = scope.filter;
  const evidence = {
    incidents: visible(facts.incidents, scope),
    rollouts: rollouts(facts.deployments, environments),
  };
  const catalog = [...(facts.services ?? [])].sort((one, other) => (one.name < other.name ? -1 : 1));
  const inTeams = teams && new Set(catalog.filter(isOf(teams)).map(({ name }) => name));
  const isAsked = (service: string) =>
    (services?.includes(service) ?? true) && (inTeams?.has(service) ?? true);
  return {
    ...scope,
    span: spanOf(scope.window),
    now: instant(question.now),
    evidence,
    asked: services === null && teams === null ? evidence : aboutServices(evidence, isAsked),
    services: catalog.filter(({ name }) => isAsked(name)),
    isAsked,
  };
}

const isOf =
  (teams: readonly string[]) =>
  ({ team }: ServiceFacts): boolean =>
    team !== null && teams.includes(team);

function visible(incidents: Iterable<IncidentFacts>, { filter: { severities } }: Scope): IncidentFacts[] {
  return Array.from(incidents)
    .filter(({ hidden, severity }) => !hidden && (severities?.includes(severity) ?? true))
    .map((incident) => ({ incident, at: instantOrNever(incident.milestones.DECLARED?.[0]) }))
    .sort((one, other) => one.at - other.at || (one.incident.id < other.incident.id ? -1 : 1))
    .map(({ incident }) => incident);
}

/** The part of a subject that touches certain services. */
const aboutServices = ({ incidents, rollouts }: Subject, isAsked: (service: string) => boolean): Subject => ({
  incidents: incidents.filter((incident) => incident.services.some(isAsked)),
  rollouts: rollouts.filter(({ deployment }) => isAsked(deployment.service)),
});

/** The same survey of another stretch of time. */
export const during = (survey: Survey, window: Window): Survey => ({
  ...survey,
  window,
  span: spanOf(window),
});

/**
 * Works something out once for all surveys that share what it depends on, however many stretches of time are asked
 * for one after the other.
 *
 * @param on the object that it depends on
 */
export function oncePer<S extends TimelessSurvey, T>(
  on: (survey: S) => object,
  work: (survey: S) => T,
): (survey: S) => T {
  const known = new WeakMap<object, { readonly result: T }>();
  return (survey) => {
    const before = known.get(on(survey));
    if (before) return before.result;
    const result = work(survey);
    known.set(on(survey), { result });
    return result;
  };
}

/** Works something out of what the question is about once, however many stretches of time are asked for. */
export const timeless = <T>(work: (survey: TimelessSurvey) => T): ((survey: TimelessSurvey) => T) =>
  oncePer(({ asked }) => asked, work);

/** The incidents that the question is about, at any time. */
export const incidentsAsked = ({ asked }: TimelessSurvey): readonly IncidentFacts[] => asked.incidents;

const rolloutsInTime = timeless(
  ({ asked }) => new Chronicle(asked.rollouts.map((rollout) => ({ row: rollout, from: rollout.at }))),
);

/** The deployments that the question is about, of its window. */
export const rolloutsAsked = (survey: Survey): readonly Rollout[] =>
  rolloutsInTime(survey).within(survey.span);

const declarations = timeless(
  ({ asked }) =>
    new Chronicle(
      asked.incidents.map((incident) => ({
        row: incident,
        from: instantOrNever(incident.milestones.DECLARED?.[0]),
      })),
    ),
);

/** The incidents that the question is about, declared in its window. */
export const incidentsDeclared = (survey: Survey): readonly IncidentFacts[] =>
  declarations(survey).within(survey.span);

/** Why an incident does not count whatever its times, unless the question includes its kind. */
export function leftOut(
  { drill, status }: IncidentFacts,
  { filter }: Pick<Scope, 'filter'>,
): ExclusionReason | null {
  if (drill && !filter.include.includes('DRILLS')) return 'DRILL';
  if (status === 'CANCELLED' && !filter.include.includes('CANCELLED')) return 'CANCELLED';
  if (status === 'MERGED' && !filter.include.includes('MERGED')) return 'MERGED';
  return null;
}
