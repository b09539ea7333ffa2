import type { CauseCategory } from '#incident';
import { type ExclusionReason, counts } from './exclusion.js';
import type { IncidentFacts } from './facts.js';
import type { Rollout } from './rollout.js';
import { type TimelessSurvey, leftOut, oncePer } from './survey.js';
import { HOUR, instantOrNever } from './time.js';

/** Whether people named the deployment, or it was laid to it for being the last one before. */
export type BlameBasis = 'EXPLICIT' | 'INFERRED';

/** An incident that lays itself to a deployment; the blame counts where `excluded` is null. */
export interface Blame {
  readonly incident: IncidentFacts;
  readonly basis: BlameBasis;
  readonly excluded: ExclusionReason | null;
}

/** The blame on each deployment, by the deployment's id: one for each incident that lays itself to it. */
export const blames = oncePer(({ evidence }: TimelessSurvey) => evidence, blamesIn);

function blamesIn(survey: TimelessSurvey): ReadonlyMap<string, readonly Blame[]> {
  const found = new Map<string, Blame[]>();
  const suspects = productionByService(survey.evidence.rollouts);
  for (const incident of survey.evidence.incidents) {
    const explicit = incident.blamedDeployments.length > 0;
    const blamed = explicit ? incident.blamedDeployments : inferred(incident, suspects, survey);
    const blame: Blame = {
      incident,
      basis: explicit ? 'EXPLICIT' : 'INFERRED',
      excluded: leftOut(incident, survey),
    };
    for (const id of new Set(blamed)) {
      const others = found.get(id);
      if (others) others.push(blame);
      else found.set(id, [blame]);
    }
  }
  return found;
}

/** Causes that a deployment may be behind. */
const SUSPICIOUS: ReadonlySet<CauseCategory | null> = new Set([
  null,
  'UNKNOWN',
  'CODE_CHANGE',
  'CONFIG_CHANGE',
] as const);

/**
 * On each of the incident's services, the deployment that was the last to finish when the incident started (at that
 * very instant included), unless that is longer ago than the blame window, or people cleared it.
 */
function inferred(incident: IncidentFacts, suspects: Suspects, { filter }: TimelessSurvey): string[] {
  if (!filter.inferBlame || !SUSPICIOUS.has(incident.causeCategory)) return [];
  const { IMPACT_STARTED, DETECTED, DECLARED } = incident.milestones;
  const start = instantOrNever(IMPACT_STARTED?.[0] ?? DETECTED?.[0] ?? DECLARED?.[0]);
  return incident.services.flatMap((service) => {
    const last = lastUntil(start, suspects.get(service) ?? []);
    if (!last || start >= last.at + filter.blameWindowHours * HOUR) return [];
    const { id } = last.deployment;
    return incident.clearedDeployments.includes(id) ? [] : [id];
  });
}

/** What reached production, by service, in the order in which it finished. */
type Suspects = ReadonlyMap<string, readonly Rollout[]>;

function productionByService(rollouts: readonly Rollout[]): Suspects {
  const suspects = new Map<string, Rollout[]>();
  for (const rollout of rollouts.filter(counts)) {
    const { service } = rollout.deployment;
    const earlier = suspects.get(service);
    if (earlier) earlier.push(rollout);
    else suspects.set(service, [rollout]);
  }
  return suspects;
}

/** By bisection: a service may have been deployed very often. */
function lastUntil(instant: number, rollouts: readonly Rollout[]): Rollout | undefined {
  let [low, high] = [0, rollouts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rollouts[middle]?.at ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return rollouts[low - 1];
}
