import { type Milestone, type Status, isOpen, isWorkedOn } from '#incident';
import type { IncidentFacts, PostmortemFacts } from './facts.js';
import { SECOND, instant } from './time.js';

/** Which time of a milestone that was reached more than once. */
export type Occurrence = 'FIRST' | 'LAST';

/** What is read of an incident. */
export interface Life extends Pick<IncidentFacts, 'status' | 'milestones'> {
  /** Null where nobody ever required one. */
  readonly postmortem: Pick<PostmortemFacts, 'waived'> | null;
}

/**
 * The time between two points of an incident's life, in seconds, or why there is none:
 * - `PENDING`: the end is not reached, and may yet be;
 * - `NOT_APPLICABLE`: one of the two is missing and will not come;
 * - `INVALID`: the end lies before the start.
 */
export type Duration =
  | {
      readonly state: 'RECORDED';
      readonly seconds: number;
      readonly startedAt: string;
      readonly endedAt: string;
    }
  | {
      readonly state: 'PENDING' | 'NOT_APPLICABLE' | 'INVALID';
      readonly seconds: null;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
    };

/** From one milestone to another. */
export interface Interlude {
  readonly from: Milestone;
  /** The first, unless given. */
  readonly fromOccurrence?: Occurrence | undefined;
  readonly to: Milestone;
  readonly occurrence: Occurrence;
}

/** The duration from the first or last time that one milestone was reached to the first or last time of another. */
export function duration(
  incident: Life,
  { from, fromOccurrence = 'FIRST', to, occurrence }: Interlude,
): Duration {
  const start = reach(incident, from, fromOccurrence);
  // It was reached, and will be again: until then there is no last time.
  if (start.at === null && incident.milestones[from]?.[0] !== undefined)
    return { state: 'PENDING', seconds: null, startedAt: null, endedAt: null };
  return between(start.at, reach(incident, to, occurrence));
}

/** A time reached; or whether it may yet be. */
export type Reach =
  | { readonly state: 'REACHED'; readonly at: string }
  | { readonly state: 'PENDING' | 'NOT_APPLICABLE'; readonly at: null };

/** The duration from a time, where it is known, to one that was reached or not. */
export function between(startedAt: string | null, end: Reach): Duration {
  if (end.state !== 'REACHED') return { state: end.state, seconds: null, startedAt, endedAt: null };
  const { at: endedAt } = end;
  if (startedAt === null) return { state: 'NOT_APPLICABLE', seconds: null, startedAt, endedAt };
  const seconds = (instant(endedAt) - instant(startedAt)) / SECOND;
  return seconds >= 0
    ? { state: 'RECORDED', seconds, startedAt, endedAt }
    : { state: 'INVALID', seconds: null, startedAt, endedAt };
}

/** When a milestone was reached. A time that a reopening undid is still its first one, but no longer its last. */
export function reach(life: Life, milestone: Milestone, occurrence: Occurrence): Reach {
  const { status, milestones } = life;
  const occurrences = milestones[milestone] ?? [];
  const undone = leadingTo[milestone]?.has(status) ?? false;
  const last = undone ? undefined : occurrences.at(-1);
  const at = occurrence === 'FIRST' ? occurrences[0] : last;
  if (at !== undefined) return { state: 'REACHED', at };
  return { state: mayCome(milestone, life) ? 'PENDING' : 'NOT_APPLICABLE', at: null };
}

/** In which statuses a milestone is still to come, or after a reopening to come again. */
const leadingTo: Readonly<Partial<Record<Milestone, ReadonlySet<Status>>>> = {
  MITIGATED: new Set<Status>(['DECLARED', 'ACKNOWLEDGED']),
  RESOLVED: new Set<Status>(['DECLARED', 'ACKNOWLEDGED', 'MITIGATED']),
  CLOSED: new Set<Status>(['DECLARED', 'ACKNOWLEDGED', 'MITIGATED', 'RESOLVED']),
};

function mayCome(milestone: Milestone, { status, milestones, postmortem }: Life): boolean {
  // Nobody is waiting for one of a closed incident, unless it is owed.
  if (milestone === 'POSTMORTEM_PUBLISHED')
    return status === 'CLOSED' ? isOwed(postmortem) : isWorkedOn({ status });
  // What began ended by the time that it was resolved; until it is closed, somebody is to say when.
  if (milestone === 'IMPACT_ENDED' && status === 'RESOLVED') return milestones.IMPACT_STARTED !== undefined;
  return leadingTo[milestone]?.has(status) ?? isOpen({ status });
}

const isOwed = (postmortem: Life['postmortem']): boolean => postmortem !== null && !postmortem.waived;
