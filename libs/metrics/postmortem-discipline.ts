import { isOpen, isVoid } from '#incident';
import { Chronicle } from './chronicle.js';
import { type IncidentContribution, named } from './contribution.js';
import { type ExclusionReason, counts, exclusions } from './exclusion.js';
import type { IncidentFacts, PostmortemFacts } from './facts.js';
import { type RatioMetric, ratio } from './ratio-metric.js';
import { type Survey, type TimelessSurvey, incidentsAsked, leftOut, timeless } from './survey.js';
import { instant } from './time.js';

/** A postmortem that was required, and whether it was published in time. */
export interface JudgedPostmortem extends IncidentContribution {
  readonly dueAt: string;
  /** When it was due before anybody moved that by hand. */
  readonly firstDueAt: string;
  /** The first time; null while it is not. */
  readonly publishedAt: string | null;
  readonly inTime: boolean;
}

export interface PostmortemDiscipline extends RatioMetric {
  readonly contributions: readonly JudgedPostmortem[];
}

/** The share of required postmortems that were published in time, at most 1. */
export function postmortemDiscipline(survey: Survey): PostmortemDiscipline {
  const contributions = postmortems(survey).within(survey.span);
  const counted = contributions.filter(counts);
  return {
    ...ratio(counted.filter(({ inTime }) => inTime).length, counted.length),
    excluded: exclusions(contributions),
    definition:
      'Of the postmortems that were required and fell due in the window, the share that was first published by then. Where the due time was moved, the last one holds.',
    rule: 'postmortem-discipline/1',
    contributions,
  };
}

const postmortems = timeless(
  (survey) =>
    new Chronicle(
      incidentsAsked(survey).flatMap((incident) => {
        const { postmortem } = incident;
        if (!postmortem) return [];
        return [{ row: judged(incident, postmortem, survey), from: instant(postmortem.dueAt) }];
      }),
    ),
);

function judged(
  incident: IncidentFacts,
  postmortem: PostmortemFacts,
  survey: TimelessSurvey,
): JudgedPostmortem {
  const { dueAt, firstDueAt } = postmortem;
  const publishedAt = incident.milestones.POSTMORTEM_PUBLISHED?.[0] ?? null;
  const excluded = leftOut(incident, survey) ?? notOwed(incident, postmortem, publishedAt, survey);
  const inTime = publishedAt !== null && instant(publishedAt) <= instant(dueAt);
  return { dueAt, firstDueAt, publishedAt, inTime, excluded, ...named(incident) };
}

/** Why a postmortem counts neither as published in time nor as late. */
function notOwed(
  incident: IncidentFacts,
  { dueAt, waived }: PostmortemFacts,
  publishedAt: string | null,
  { now }: TimelessSurvey,
): ExclusionReason | null {
  if (waived) return 'WAIVED';
  if (publishedAt !== null) return null;
  if (isVoid(incident)) return 'MOOT';
  // Reopened, it owes one anew once it is resolved.
  return isOpen(incident) || now <= instant(dueAt) ? 'PENDING' : null;
}
