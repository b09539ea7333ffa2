import type { PlainIncident } from './incident.js';
import type { PlainLog } from './log.js';
import type { PlainQuestion } from './question.js';

export type PlainGrouping = 'SEVERITY' | 'SERVICE' | 'TEAM' | 'CAUSE' | 'DETECTION';

/** The log and the question that have the numbers of a group; null is the group of what has none of the kind. */
export function plainGroup(
  log: PlainLog,
  question: PlainQuestion,
  by: PlainGrouping,
  key: string | null,
): readonly [PlainLog, PlainQuestion] {
  if (by === 'SERVICE' || by === 'TEAM') return [log, { ...question, group: { by, key } }];
  const traits = {
    SEVERITY: ({ severity }: PlainIncident) => severity,
    CAUSE: ({ cause }: PlainIncident) => cause?.category ?? null,
    DETECTION: ({ detectedBy }: PlainIncident) => detectedBy,
  };
  return [{ ...log, incidents: log.incidents.filter((one) => traits[by](one) === key) }, question];
}
