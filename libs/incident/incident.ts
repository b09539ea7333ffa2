import { type CommandOf, type EventOf, type StateOf, decider } from '#decider';
import { acknowledgement } from './acknowledgement.js';
import { alerts } from './alerts.js';
import { blame } from './blame.js';
import { cause } from './cause.js';
import { checklists } from './checklists.js';
import { declaration } from './declaration.js';
import { escalation } from './escalation.js';
import { followUps } from './follow-ups.js';
import { details } from './details.js';
import { impact } from './impact.js';
import { lifecycle } from './lifecycle.js';
import { links } from './links.js';
import { milestoneCorrection } from './milestones.js';
import { mitigations } from './mitigations.js';
import { merge } from './merge.js';
import { missedPromises } from './missed-promises.js';
import { notes } from './notes.js';
import { participants } from './participants.js';
import { postmortem } from './postmortem.js';
import { recurrence } from './recurrence.js';
import { roles } from './roles.js';
import { severity } from './severity.js';
import { updates } from './updates.js';
import { visibility } from './visibility.js';

/** The incident: how it is declared, and then one line for each thing that can be done with it. */
export const incidents = decider('incident', declaration, [
  lifecycle,
  severity,
  roles,
  participants,
  updates,
  notes,
  alerts,
  cause,
  blame,
  checklists,
  followUps,
  postmortem,
  recurrence,
  mitigations,
  links,
  details,
  visibility,
  impact,
  milestoneCorrection,
  acknowledgement,
  escalation,
  missedPromises,
  merge,
]);

export type Incident = StateOf<typeof incidents>;
export type IncidentCommand = CommandOf<typeof incidents>;
export type IncidentEvent = EventOf<typeof incidents>;
