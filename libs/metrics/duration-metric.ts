import type { Milestone } from '#incident';
import { aggregate } from './aggregate.js';
import { type Duration, type Occurrence, duration } from './duration.js';
import {
  type Definition,
  type Excludable,
  type Exclusion,
  type ExclusionReason,
  counts,
  exclusions,
} from './exclusion.js';
import type { IncidentFacts } from './facts.js';
import { within } from './question.js';
import { type Survey, incidentsAsked, leftOut } from './survey.js';
import { instantOrNever } from './time.js';

/** A duration of incidents: from which milestone to which, and whose first or last time. */
export interface DurationDefinition extends Definition {
  readonly from: Milestone;
  readonly to: Milestone;
  readonly occurrence: Occurrence;
}

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
  { from, to, occurrence, definition, rule }: DurationDefinition,
  survey: Survey,
): DurationMetric {
  const contributions: IncidentDuration[] = [];
  for (const incident of incidentsAsked(survey)) {
    const measured = duration(incident, from, to, occurrence);
    if (!belongs(measured, incident, survey)) continue;
    const { id: incidentId, reference, reopens } = incident;
    const excluded = leftOut(incident, survey) ?? unrecorded(measured);
    contributions.push({ incidentId, reference, reopens, ...measured, excluded });
  }
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

/**
 * Whether a duration is a matter of the window: it ended there; it is not over and ran there; or it will never end
 * and its incident was resolved there (declared, where that never came either).
 */
function belongs(measured: Duration, { milestones }: IncidentFacts, { span, now }: Survey): boolean {
  const started = instantOrNever(measured.startedAt ?? milestones.DECLARED?.[0]);
  if (measured.endedAt !== null) return within(span, instantOrNever(measured.endedAt));
  if (measured.state === 'PENDING') return started < span.to && span.from <= now;
  return within(span, instantOrNever(milestones.RESOLVED?.at(-1) ?? milestones.DECLARED?.[0]));
}
