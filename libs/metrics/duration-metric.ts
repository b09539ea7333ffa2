import { aggregate } from './aggregate.js';
import { type Duration, type Interlude, duration } from './duration.js';
import {
  type Definition,
  type Excludable,
  type Exclusion,
  type ExclusionReason,
  counts,
  exclusions,
} from './exclusion.js';
import type { IncidentFacts } from './facts.js';
import { Chronicle, type Placed } from './chronicle.js';
import { type Survey, type TimelessSurvey, incidentsAsked, leftOut, timeless } from './survey.js';
import { instantOrNever } from './time.js';

/** A duration of incidents, and what is said of it. */
export type DurationDefinition = Interlude & Definition;

/** How long something took, over all that counts; null where nothing does. */
interface Summary {
  readonly count: number;
  readonly meanSeconds: number | null;
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
  readonly p95Seconds: number | null;
  readonly maxSeconds: number | null;
}

export interface DurationSummary extends Summary, Definition {
  readonly excluded: readonly Exclusion[];
}

/** What one incident adds to a duration, or why it adds nothing. */
export type IncidentDuration = Duration &
  Excludable & {
    readonly incidentId: string;
    readonly reference: string | null;
    readonly reopens: number;
  };

export interface DurationMetric extends DurationSummary {
  /** How often the incidents that count were reopened. */
  readonly reopens: number;
  readonly contributions: readonly IncidentDuration[];
}

/** Measures a duration over the incidents that a question is about. */
export function measureDuration(
  { definition, rule, ...interlude }: DurationDefinition,
  survey: Survey,
): DurationMetric {
  const contributions = measured(interlude, survey).within(survey.span);
  const reopens = contributions.filter(counts).reduce((sum, incident) => sum + incident.reopens, 0);
  return {
    ...summarize(contributions),
    excluded: exclusions(contributions),
    reopens,
    definition,
    rule,
    contributions,
  };
}

/** Why a duration by itself does not count. */
export const unrecorded = ({ state }: Duration): ExclusionReason | null =>
  state === 'RECORDED' ? null : state;

/** Aggregates the durations that count. */
export function summarize(durations: readonly (Duration & Excludable)[]): Summary {
  const recorded = durations.flatMap((one) => (one.state === 'RECORDED' && counts(one) ? [one.seconds] : []));
  const { count, mean, p50, p90, p95, max } = aggregate(recorded);
  return {
    count,
    meanSeconds: mean,
    p50Seconds: p50,
    p90Seconds: p90,
    p95Seconds: p95,
    maxSeconds: max,
  };
}

/** What was measured already, by the names of the milestones. */
const known = timeless(() => new Map<string, Chronicle<IncidentDuration>>());

function measured(interlude: Interlude, survey: TimelessSurvey): Chronicle<IncidentDuration> {
  const { from, fromOccurrence, to, occurrence } = interlude;
  const name = [from, fromOccurrence, to, occurrence].join();
  const before = known(survey).get(name);
  if (before) return before;
  const chronicle = new Chronicle(
    incidentsAsked(survey).map((incident) => placed(incident, duration(incident, interlude), survey)),
  );
  known(survey).set(name, chronicle);
  return chronicle;
}

/**
 * A duration belongs where it ended; one that is not over, wherever it ran; one that will never end, where its incident
 * was resolved (declared, where that never came either).
 */
function placed(
  incident: IncidentFacts,
  measured: Duration,
  survey: TimelessSurvey,
): Placed<IncidentDuration> {
  const { id: incidentId, milestones, reference, reopens } = incident;
  const { state, startedAt, endedAt } = measured;
  const excluded = leftOut(incident, survey) ?? unrecorded(measured);
  const row = { incidentId, reference, reopens, ...measured, excluded };
  const declaredAt = milestones.DECLARED?.[0];
  if (state === 'PENDING')
    return { row, from: instantOrNever(startedAt ?? declaredAt), until: survey.now + 1 };
  return { row, from: instantOrNever(endedAt ?? milestones.RESOLVED?.at(-1) ?? declaredAt) };
}
