import { type Command, isAfter } from '#decider';
import type { Terms } from './core.js';
import type { Deadline } from './deadline.js';
import { policyOf } from './policy.js';
import { postmortemDueAt } from './postmortem-duty.js';
import type { PostmortemState } from './postmortem-state.js';
import { plusWorkingDays } from './working-days.js';

/** When the postmortem is overdue. Where that was past already as it was set, the policy's days run from then on. */
export function postmortemDeadline(
  incident: Terms & PostmortemState,
): Deadline<Command<'RecordPostmortemOverdue'>> | null {
  const dueAt = postmortemDueAt(incident);
  const { dueSetAt, overdueRecorded } = incident.postmortem;
  if (dueAt === null || dueSetAt === null || overdueRecorded.includes(dueAt)) return null;
  const days = policyOf(incident).postmortem.dueWithinWorkingDays;
  return {
    dueAt: isAfter(dueAt, dueSetAt) ? dueAt : plusWorkingDays(dueSetAt, days),
    command: { type: 'RecordPostmortemOverdue', data: {} },
  };
}
