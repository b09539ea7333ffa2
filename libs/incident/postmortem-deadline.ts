import { type Command, isAfter } from '#decider';
import { type IncidentCore, type Terms, isVoid } from './core.js';
import type { Deadline } from './deadline.js';
import { policyOf } from './policy.js';
import { postmortemDueAt } from './postmortem-duty.js';
import type { OverduePostmortem, Postmortem, PostmortemState } from './postmortem-state.js';
import { plusWorkingDays } from './working-days.js';

export function postmortemDeadline(
  incident: Terms & PostmortemState,
): Deadline<Command<'RecordPostmortemOverdue'>> | null {
  const next = nextOverdue(incident);
  return next && { dueAt: next.passesAt, command: { type: 'RecordPostmortemOverdue', data: {} } };
}

/** The due time that is to be recorded as missed next, or was already to be; null where there is none. */
export const nextOverdue = (incident: Terms & PostmortemState): OverduePostmortem | null =>
  isVoid(incident) ? null : (incident.postmortem.late[0] ?? owed(incident));

/**
 * The postmortem once what was due is settled at this time, or no longer due then. A due time that had passed was
 * missed, whether anybody has recorded that yet or not; unless it passed while the incident was worked on again.
 */
export function withMissedDue(incident: IncidentCore & PostmortemState, at: string): Postmortem {
  const { milestones, postmortem } = incident;
  const due = owed(incident);
  const resolvedAt = milestones.RESOLVED?.at(-1);
  const late =
    due !== null &&
    isAfter(at, due.passesAt) &&
    resolvedAt !== undefined &&
    isAfter(due.passesAt, resolvedAt);
  return late ? { ...postmortem, late: [...postmortem.late, due] } : postmortem;
}

/** What is owed and not recorded as missed. Where its time was past as it was set, the policy's days run from then on. */
function owed(incident: Terms & PostmortemState): OverduePostmortem | null {
  const dueAt = postmortemDueAt(incident);
  const { dueSetAt, late, overdueRecorded } = incident.postmortem;
  if (dueAt === null || dueSetAt === null) return null;
  if (overdueRecorded.includes(dueAt) || late.some((each) => each.dueAt === dueAt)) return null;
  const days = policyOf(incident).postmortem.dueWithinWorkingDays;
  return { dueAt, passesAt: isAfter(dueAt, dueSetAt) ? dueAt : plusWorkingDays(dueSetAt, days) };
}
