export { acknowledgeBy } from './acknowledgement.js';
export {
  type BlamedDeployment,
  type Cause,
  type CauseCategory,
  type Confidence,
  causeCategories,
  confidences,
  isCauseKnown,
} from './cause.js';
export type { AttachedChecklist, AttachedItem, Checklist } from './checklists.js';
export * from './core.js';
export type { Correction } from './correction.js';
export {
  type FollowUp,
  type FollowUpKind,
  type FollowUpStatus,
  followUpKinds,
  followUpStatuses,
  isFollowUpOverdue,
} from './follow-ups.js';
export {
  type Impact,
  type ImpactCorrection,
  type ImpactLevel,
  type ImpactWindow,
  impactLevels,
  standing as standingImpacts,
} from './impact-window.js';
export { type Incident, type IncidentCommand, type IncidentEvent, incidents } from './incident.js';
export { type Link, type LinkKind, linkKinds } from './links.js';
export { type MilestoneCorrection, correctedDeclaration, declarationTimes } from './milestones.js';
export {
  type Mitigation,
  type MitigationOutcome,
  type MitigationKind,
  type MitigationStatus,
  mitigationOutcomes,
  mitigationKinds,
  mitigationStatuses,
} from './mitigations.js';
export type { Deadline } from './deadline.js';
export type { Escalation } from './escalation.js';
export { type Compared, type Likeness, beganAt, likenesses, resemblance, tellingWords } from './likeness.js';
export type { Absorbed, MergeTarget } from './merge.js';
export type { MergedInto } from './merged.js';
export { type NamedAlert, type NamedDeployment, namedAlert, namedDeployment } from './named.js';
export { type DeadlineInputs, deadlineInputs, nextDeadline } from './next-deadline.js';
export type { MissedPromise } from './open-promises.js';
export { type Note, type NoteKind, type Retraction, noteKinds } from './notes.js';
export type { Participant } from './participants.js';
export { defaultPolicy, policyOf } from './policy.js';
export { type Audience, type MadePromise, audiences, isUpdateOverdue, promisesOf } from './promise.js';
export { isPostmortemOverdue, postmortemDueAt } from './postmortem-duty.js';
export { type PostmortemEntry, postmortemMarkdown, postmortemTimelineKinds } from './postmortem-markdown.js';
export * from './postmortem-state.js';
export { postmortemStatus } from './postmortem.js';
export { type PublicStatus, publicStatus, publicStatuses } from './public-status.js';
export { RECURRENCE_DAYS, type Recurrence } from './recurrence.js';
export { redactionOf } from './redaction.js';
export { type Role, type RoleHolder, roleNames } from './roles.js';
export { type IncidentRule, incidentRules } from './rules.js';
export type { Recorded, SeverityPolicy } from './severity-policy.js';
export { withoutUnseen } from './unseen.js';
export type { Update } from './updates.js';
export { type Viewer, maySee, sightAfterUnread } from './visibility.js';
