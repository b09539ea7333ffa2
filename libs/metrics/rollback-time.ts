import { Chronicle, type Placed } from './chronicle.js';
import { type IncidentContribution, named } from './contribution.js';
import { type DurationSummary, summarize, unrecorded } from './duration-metric.js';
import { type Duration, type Reach, between } from './duration.js';
import { type ExclusionReason, counts, exclusions } from './exclusion.js';
import type { IncidentFacts, RollbackFacts } from './facts.js';
import { type Ratio, ratio } from './ratio-metric.js';
import { type Survey, type TimelessSurvey, incidentsAsked, leftOut, timeless } from './survey.js';
import { instant } from './time.js';

/** A rollback that the response tried, and how long until it was seen to work. */
export type JudgedRollback = Duration &
  IncidentContribution & {
    readonly mitigationId: string;
    readonly deploymentId: string | null;
    /** It should take less, by the policy that its incident is held to. */
    readonly targetSeconds: number;
    /** Null unless it counts. */
    readonly withinTarget: boolean | null;
  };

export interface RollbackTime extends DurationSummary {
  /** The share of the rollbacks that took less than their target. */
  readonly withinTarget: Ratio;
  readonly contributions: readonly JudgedRollback[];
}

/** How long it takes to take a deployment back, over the rollbacks that worked. */
export function rollbackTime(survey: Survey): RollbackTime {
  const contributions = rollbacks(survey).within(survey.span);
  const counted = contributions.filter(counts);
  return {
    ...summarize(contributions),
    excluded: exclusions(contributions),
    withinTarget: ratio(counted.filter(({ withinTarget }) => withinTarget).length, counted.length),
    definition:
      'From the start of a rollback to its verification as one that worked, for rollbacks that ended in the window. Within target is what took less than the policy asks that the incident is held to: five minutes by default.',
    rule: 'rollback-time/1',
    contributions,
  };
}

const rollbacks = timeless(
  (survey) =>
    new Chronicle(
      incidentsAsked(survey).flatMap((incident) =>
        incident.rollbacks.map((rollback) => placed(rollback, judged(incident, rollback, survey), survey)),
      ),
    ),
);

/** A rollback belongs where it ended; one that goes on, wherever it did. */
const placed = (
  { endedAt, startedAt }: RollbackFacts,
  row: JudgedRollback,
  { now }: TimelessSurvey,
): Placed<JudgedRollback> =>
  endedAt === null ? { row, from: instant(startedAt), until: now + 1 } : { row, from: instant(endedAt) };

function judged(incident: IncidentFacts, rollback: RollbackFacts, survey: TimelessSurvey): JudgedRollback {
  const { id: mitigationId, deploymentId, startedAt } = rollback;
  const measured = between(startedAt, workedAt(rollback));
  const excluded = leftOut(incident, survey) ?? failed(rollback) ?? unrecorded(measured);
  const targetSeconds = incident.rollbackWithinSeconds;
  const withinTarget =
    excluded === null && measured.state === 'RECORDED' ? measured.seconds < targetSeconds : null;
  return {
    ...named(incident),
    mitigationId,
    deploymentId,
    ...measured,
    targetSeconds,
    withinTarget,
    excluded,
  };
}

function workedAt({ status, endedAt }: RollbackFacts): Reach {
  if (endedAt === null) return { state: 'PENDING', at: null };
  return status === 'WORKED' ? { state: 'REACHED', at: endedAt } : { state: 'NOT_APPLICABLE', at: null };
}

const failed = ({ status, endedAt }: RollbackFacts): ExclusionReason | null =>
  endedAt !== null && status !== 'WORKED' ? 'DID_NOT_WORK' : null;
