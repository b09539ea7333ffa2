import { acknowledgementDeadline } from './acknowledgement.js';
import type { Deadline } from './deadline.js';
import { escalationDeadline } from './escalation.js';
import type { Incident, IncidentCommand } from './incident.js';
import { promiseDeadline } from './missed-promises.js';
import { postmortemDeadline } from './postmortem-deadline.js';

/** All of an incident that its deadlines depend on: where that is the same as before, so are they. */
export const deadlineInputs = [
  'status',
  'severity',
  'policy',
  'termsSince',
  'missedAcknowledgement',
  'lateAcknowledgement',
  'updates',
  'missedPromises',
  'latePromises',
  'renewal',
  'escalation',
  'lateEscalations',
  'postmortem',
] as const satisfies readonly (keyof Incident)[];
export type DeadlineInputs = Pick<Incident, (typeof deadlineInputs)[number]>;

/** What passes by itself: one line for each kind of deadline. */
const deadlines: readonly ((incident: DeadlineInputs) => Deadline<IncidentCommand> | null)[] = [
  acknowledgementDeadline,
  promiseDeadline,
  escalationDeadline,
  postmortemDeadline,
];

/** The earliest deadline that is not recorded as missed yet, whether it has passed or is to come; null without any. */
export const nextDeadline = (incident: DeadlineInputs): Deadline<IncidentCommand> | null =>
  deadlines
    .map((deadlineOf) => deadlineOf(incident))
    .filter((deadline) => deadline !== null)
    .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))[0] ?? null;
