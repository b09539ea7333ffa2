import { type CauseState, isCauseKnown } from './cause.js';
import type { IncidentCore } from './core.js';

export const publicStatuses = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'] as const;
/** What a status page says. */
export type PublicStatus = (typeof publicStatuses)[number];

/**
 * What the public is told of an incident in this state; null where there is nothing (more) to tell of it, as of a
 * drill. It follows the status and the cause, which somebody has said of the whole: one mitigation that worked, or one
 * service that is back, does not promise everybody that the worst is over.
 */
export function publicStatus(
  incident: Pick<IncidentCore, 'status' | 'drill'> & Pick<CauseState, 'cause'>,
): PublicStatus | null {
  if (incident.drill) return null;
  switch (incident.status) {
    case 'DECLARED':
    case 'ACKNOWLEDGED':
      return isCauseKnown(incident) ? 'IDENTIFIED' : 'INVESTIGATING';
    case 'MITIGATED':
      return 'MONITORING';
    case 'RESOLVED':
    case 'CLOSED':
      return 'RESOLVED';
    case 'CANCELLED':
    case 'MERGED':
      return null;
  }
}
