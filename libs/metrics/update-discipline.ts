import { type MadePromise, isOpen, isVoid } from '#incident';
import { Chronicle } from './chronicle.js';
import { type IncidentContribution, named } from './contribution.js';
import { type ExclusionReason, counts, exclusions } from './exclusion.js';
import type { IncidentFacts } from './facts.js';
import { type RatioMetric, ratio } from './ratio-metric.js';
import { type Survey, type TimelessSurvey, incidentsAsked, leftOut, timeless } from './survey.js';
import { instant, instantOrNever } from './time.js';

/** A promise of the next update, and whether that came in time. */
export type JudgedPromise = MadePromise & IncidentContribution & { readonly kept: boolean };

export interface UpdateDiscipline extends RatioMetric {
  readonly contributions: readonly JudgedPromise[];
}

/** The share of promises of the next update that were kept in time, at most 1. */
export function updateDiscipline(survey: Survey): UpdateDiscipline {
  const contributions = promises(survey).within(survey.span);
  const counted = contributions.filter(counts);
  return {
    ...ratio(counted.filter(({ kept }) => kept).length, counted.length),
    excluded: exclusions(contributions),
    definition:
      'Of the promises of a next update that fell due in the window, the share that was kept by then: by an update that reached everyone to whom it was made. A promise that fell due after the incident was resolved is left out, unless it was kept.',
    rule: 'update-discipline/1',
    contributions,
  };
}

const promises = timeless(
  (survey) =>
    new Chronicle(
      incidentsAsked(survey).flatMap((incident) =>
        incident.promises.map((promise) => ({
          row: judged(incident, promise, survey),
          from: instant(promise.dueAt),
        })),
      ),
    ),
);

function judged(incident: IncidentFacts, promise: MadePromise, survey: TimelessSurvey): JudgedPromise {
  const kept = isKept(promise);
  const excluded = leftOut(incident, survey) ?? (kept ? null : open(promise, incident, survey));
  return { kept, excluded, ...named(incident), ...promise };
}

const isKept = ({ dueAt, keptAt }: MadePromise): boolean =>
  keptAt !== null && instant(keptAt) <= instant(dueAt);

/** Why a promise that was not kept in time is not broken either. */
function open(
  promise: MadePromise,
  incident: IncidentFacts,
  { now }: TimelessSurvey,
): ExclusionReason | null {
  if (isMoot(promise, incident)) return 'MOOT';
  return promise.keptAt === null && now <= instant(promise.dueAt) ? 'PENDING' : null;
}

/**
 * Whether nobody waited for the update any longer when it fell due: the incident was resolved meanwhile, or had been
 * before and stayed so. One that is cancelled or merged keeps no promises.
 */
function isMoot({ promisedAt, dueAt, keptAt }: MadePromise, incident: IncidentFacts): boolean {
  const { milestones } = incident;
  if (isVoid(incident)) return keptAt === null;
  const ends = [...(milestones.RESOLVED ?? []), ...(milestones.CLOSED ?? [])].map(instant);
  const meanwhile = ends.some((end) => instant(promisedAt) <= end && end <= instant(dueAt));
  return (
    meanwhile || (!isOpen(incident) && instantOrNever(milestones.RESOLVED?.at(-1)) <= instant(promisedAt))
  );
}
