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
  return isRequired(incident) ? [dueByPolicy(incident, occurredAt)] : lifted(incident);
}

/**
 * What follows from a change of severity after the resolve. It changes the duty only where one of the severities
 * requires a postmortem and the other does not, and a new duty counts from the change: nobody knew of it before.
 */
export function dutyOnSeverityChange(
  before: Owing,
  after: Owing,
  { occurredAt }: Pick<CommandContext, 'occurredAt'>,
): readonly PostmortemDutyEvent[] {
  if (before.status !== 'RESOLVED' || before.postmortem.publishedAt !== null) return [];
  if (isRequired(before) === isRequired(after)) return [];
  if (!isRequired(after)) return lifted(after);
  return postmortemDueAt(before) === null ? [dueByPolicy(after, occurredAt)] : [];
}

const isRequired = (incident: Owing): boolean => !incident.drill && policyOf(incident).postmortem.required;

function dueByPolicy(incident: Owing, from: string): PostmortemDutyEvent {
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
const lifted = ({ postmortem, severity }: Owing): readonly PostmortemDutyEvent[] =>
  postmortem.dueAt !== null && postmortem.requiredBy === 'POLICY' && postmortem.waiver === null
    ? [{ type: 'PostmortemWaived', data: { reason: `${severity} requires none`, dueAt: postmortem.dueAt } }]
    : [];
