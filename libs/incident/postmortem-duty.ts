import { type CommandContext, type Event, isAfter } from '#decider';
import type { IncidentCore } from './core.js';
import { policyOf } from './policy.js';
import type { PostmortemState } from './postmortem-state.js';
import { plusWorkingDays } from './working-days.js';

/** Somebody owes a postmortem by some time, or no longer. */
export type PostmortemDutyEvent =
  /** A postmortem is owed by some time, or another than before. */
  | Event<
      'PostmortemDueSet',
      {
        dueAt: string;
        /** Present where it moves a due time that stood. */
        previousDueAt?: string;
        requiredBy: 'POLICY' | 'REQUEST';
        requiredBecause: string;
        /** Why it was set by hand; absent where the policy set it. */
        reason?: string;
      }
    >
  /** There will be no postmortem. */
  | Event<'PostmortemWaived', { reason: string; dueAt: string }>;

type Owing = IncidentCore & PostmortemState;
/** What tells whether it is owed. */
type Liable = Pick<Owing, 'drill' | 'policy' | 'postmortem' | 'severity'>;

/**
 * When the postmortem that is owed is due; null where none is: before anyone requires it, once it is published or
 * waived, and while the incident is worked on (again) or void.
 */
export const postmortemDueAt = ({
  status,
  postmortem,
}: Pick<Owing, 'status' | 'postmortem'>): string | null =>
  (status === 'RESOLVED' || status === 'CLOSED') &&
  postmortem.publishedAt === null &&
  postmortem.waiver === null
    ? postmortem.dueAt
    : null;

/** Whether the postmortem should have been published by now. */
export function isPostmortemOverdue(incident: Pick<Owing, 'status' | 'postmortem'>, now: string): boolean {
  const dueAt = postmortemDueAt(incident);
  return dueAt !== null && isAfter(now, dueAt);
}

/**
 * What follows from a resolve: the policy of the severity sets when the postmortem is due, counted from this resolve,
 * or asks for none (any longer). What was published settles the duty for good; an exercise has none by policy.
 */
export function dutyOnResolve(
  incident: Owing,
  { occurredAt }: Pick<CommandContext, 'occurredAt'>,
): readonly PostmortemDutyEvent[] {
  if (incident.postmortem.publishedAt !== null) return [];
  return isRequired(incident)
    ? [dueByPolicy(incident, occurredAt)]
    : [...lifted(incident), ...renewed(incident, occurredAt)];
}

/**
 * What follows where the incident turns out after the resolve to be of another severity, or an exercise, or none. It
 * changes the duty only where a postmortem is required of the one and not of the other, and a new duty counts from the
 * change: nobody knew of it before.
 */
export function dutyOnChange(
  before: Owing,
  change: Partial<Omit<Liable, 'postmortem'>>,
  { occurredAt }: Pick<CommandContext, 'occurredAt'>,
): readonly PostmortemDutyEvent[] {
  const { drill, policy, postmortem, severity } = before;
  const after = { drill, policy, postmortem, severity, ...change };
  const isResolved = before.status === 'RESOLVED' || before.status === 'CLOSED';
  if (!isResolved || postmortem.publishedAt !== null) return [];
  if (isRequired(before) === isRequired(after)) return [];
  if (!isRequired(after)) return lifted(after);
  return postmortemDueAt(before) === null && !isWaivedByHand(before) ? [dueByPolicy(after, occurredAt)] : [];
}

/** Whether a person waived, since the last resolve, what the policy required. */
function isWaivedByHand(incident: Owing): boolean {
  const { requiredBy, waiver } = incident.postmortem;
  return requiredBy === 'POLICY' && waiver?.byHand === true && waiver.resolves === resolvesOf(incident);
}

/** Whether the policy required a postmortem and no longer does, so that a waiver says just that. */
export const isLifted = (incident: Liable): boolean =>
  incident.postmortem.requiredBy === 'POLICY' && !isRequired(incident);

/** How often it was resolved. */
export const resolvesOf = ({ milestones }: Pick<Owing, 'milestones'>): number =>
  milestones.RESOLVED?.length ?? 0;

const isRequired = (incident: Liable): boolean => !incident.drill && policyOf(incident).postmortem.required;

function dueByPolicy(incident: Liable, from: string): PostmortemDutyEvent {
  const days = policyOf(incident).postmortem.dueWithinWorkingDays;
  const within = days === 1 ? '1 working day' : `${String(days)} working days`;
  return {
    type: 'PostmortemDueSet',
    data: {
      dueAt: plusWorkingDays(from, days),
      requiredBy: 'POLICY',
      requiredBecause: `${incident.severity} requires one within ${within}`,
    },
  };
}

/** The policy required it and no longer does; what a person asked for stays due. */
function lifted(incident: Liable): readonly PostmortemDutyEvent[] {
  const { drill, postmortem, severity } = incident;
  const { dueAt, waiver } = postmortem;
  if (dueAt === null || !isLifted(incident) || waiver !== null) return [];
  const reason = `${drill ? 'A drill' : severity} requires none`;
  return [{ type: 'PostmortemWaived', data: { reason, dueAt } }];
}

/** What a person asked for by a time that passed while people worked has the policy's days from this resolve on. */
function renewed(incident: Owing, from: string): readonly PostmortemDutyEvent[] {
  const { dueAt, requiredBecause, requiredBy, waiver } = incident.postmortem;
  if (requiredBy !== 'REQUEST' || requiredBecause === null || dueAt === null || waiver !== null) return [];
  if (isAfter(dueAt, from)) return [];
  const dueAnew = plusWorkingDays(from, policyOf(incident).postmortem.dueWithinWorkingDays);
  return [
    {
      type: 'PostmortemDueSet',
      data: { dueAt: dueAnew, previousDueAt: dueAt, requiredBy, requiredBecause },
    },
  ];
}
