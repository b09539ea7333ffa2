import { Refusal, type Rulebook } from '#decider';

/** Everything for which a command on an incident is refused. The names are public and stable. */
export const incidentRules = {
  INCIDENT_RESOLVED: {
    means: 'The incident is resolved.',
    instead: 'Reopen it first (reopenIncident).',
  },
  INCIDENT_NOT_RESOLVED: {
    means: 'The incident is still open.',
    instead: 'Resolve it first (resolveIncident).',
  },
  INCIDENT_CLOSED: {
    means: 'The incident is closed.',
    instead: 'Reopen it first (reopenIncident).',
  },
  INCIDENT_CANCELLED: {
    means: 'The incident was cancelled.',
    instead: 'Declare a new one (declareIncident).',
  },
  INCIDENT_MERGED: {
    means: 'The incident was merged into another.',
    instead: 'Work on that one.',
  },
  ROLE_HELD: {
    means: 'Somebody else holds the role, which has one holder at a time.',
    instead: 'Hand it off with a briefing (handOffRole), or release it first (releaseRole).',
  },
  ROLE_NOT_HELD: {
    means: 'Nobody holds the role, or not the person named.',
    instead: 'Assign it (assignRole), or name its holder.',
  },
  NOT_SPOKESPERSON: {
    means: 'Only the Business Lead or the Incident Commander publishes public updates, and corrects them.',
    instead: 'Let one of them publish it, or override the rule with a reason (overrideReason).',
  },
  UPDATE_NOT_FOUND: {
    means: 'The incident has no such update.',
    instead: 'Check the id against the updates of the incident.',
  },
  NEXT_UPDATE_NOT_LATER: {
    means: 'The next update must be due after this one.',
    instead: 'Give a later nextUpdateDueAt, or none to take the default of the severity.',
  },
  LAST_UPDATE_HAS_NO_NEXT: {
    means: 'An update is the last, or says when the next one comes.',
    instead: 'Give either last or nextUpdateDueAt.',
  },
  NOTE_NOT_FOUND: {
    means: 'The incident has no such note.',
    instead: 'Check the id against the notes of the incident.',
  },
  NOTE_RETRACTED: {
    means: 'The note was retracted.',
    instead: 'Record a new one (recordNote).',
  },
  CHECKLIST_ITEM_NOT_FOUND: {
    means: 'No checklist of the incident has such an item.',
    instead: 'Check the id against the items of its checklists.',
  },
  TOO_MANY_CHECKLISTS: {
    means: 'The incident has as many checklists as it can have.',
    instead: 'Tick off those that it has, or record what is done as a note (recordNote).',
  },
  DUE_NOT_LATER: {
    means: 'Something is due after the time when that is said.',
    instead: 'Give a later dueAt.',
  },
  FOLLOW_UP_NOT_FOUND: {
    means: 'The incident has no such follow-up.',
    instead: 'Check the id against the follow-ups of the incident.',
  },
  FOLLOW_UP_ENDED: {
    means: 'The follow-up was completed or dropped.',
    instead: 'Add a new one (addFollowUp).',
  },
  POSTMORTEM_PUBLISHED: {
    means: 'The postmortem is published, and none is due any longer.',
    instead: 'To revise it, draft its sections and publish it again (draftPostmortem, publishPostmortem).',
  },
  POSTMORTEM_NOT_DUE: {
    means: 'No postmortem is due, so that there is none to waive.',
    instead: 'Waive it once the incident is resolved and one is due.',
  },
  POSTMORTEM_INCOMPLETE: {
    means: 'The postmortem lacks a section, or a follow-up has no owner.',
    instead:
      'Draft Summary, Impact, Root Cause and Resolution (draftPostmortem), and give each open follow-up an owner (reassignFollowUp).',
  },
  RECURRENCE_NOT_EARLIER: {
    means: 'An incident repeats one that was declared before it, as first recorded and as corrected since.',
    instead: 'Link the later incident to the earlier one (linkRecurrence).',
  },
  RECURRENCE_RESTRICTED: {
    means: 'The earlier incident is restricted and this one is not: the link would tell of it.',
    instead: 'Restrict this one first, or leave them unlinked.',
  },
  MITIGATION_IN_PROGRESS: {
    means: 'One change at a time: another mitigation is in progress.',
    instead:
      'Verify or abandon it first (verifyMitigation, abandonMitigation), or override the rule with a reason (overrideReason).',
  },
  MITIGATION_NOT_FOUND: {
    means: 'The incident has no such mitigation.',
    instead: 'Check the id against the mitigations of the incident.',
  },
  MITIGATION_ENDED: {
    means: 'What came of the mitigation is recorded already.',
    instead: 'Start a further attempt (startMitigation), or note what else was seen (recordNote).',
  },
  NOT_A_ROLLBACK: {
    means: 'Only a rollback names the deployment that it takes back.',
    instead: 'Start it as a ROLLBACK, or without the deployment.',
  },
  LINK_EXISTS: {
    means: 'The incident has a link of this kind to this address already.',
    instead: 'Remove it first to give it another title (removeLink).',
  },
  LINK_NOT_FOUND: {
    means: 'The incident has no such link.',
    instead: 'Check the id against the links of the incident.',
  },
  DRILL_WITHOUT_REASON: {
    means: 'Whether it is a drill decides whether any number counts it.',
    instead: 'Give the reason for which it becomes a drill, or no longer is one.',
  },
  MEMBERS_OF_UNRESTRICTED: {
    means: 'Only a restricted incident has members; the whole organization sees the others.',
    instead: 'Make it RESTRICTED as you name them.',
  },
  IMPACT_NOT_FOUND: {
    means: 'The incident has no such impact.',
    instead: 'Check the id against the impacts of the incident.',
  },
  IMPACT_OVER: {
    means: 'The impact has ended already, at another time.',
    instead: 'Correct that (correctImpact), or record the impact that came after it (recordImpact).',
  },
  IMPACT_WITHDRAWN: {
    means: 'The impact was withdrawn.',
    instead: 'Record it anew (recordImpact).',
  },
  IMPACT_ENDS_BEFORE_START: {
    means: 'An impact ends after it starts.',
    instead: 'Give a later end or an earlier start.',
  },
  IMPACT_OVERLAPS: {
    means: 'The same level of impact on the same service is recorded for a part of that time.',
    instead: 'End or correct that (endImpact, correctImpact), or record what lies outside of it.',
  },
  MILESTONE_NOT_REACHED: {
    means: 'The incident has not reached this milestone, or not so often.',
    instead: 'Record what reaches it, with the time when it happened (occurredAt).',
  },
  MILESTONE_OF_IMPACT: {
    means: 'When the impact began and ended follows from the impact that is recorded.',
    instead: 'Correct that (correctImpact). Only a start before all of it is given here.',
  },
  MERGE_INTO_ITSELF: {
    means: 'An incident cannot be merged into itself.',
    instead: 'Name the incident that goes on (into).',
  },
  MERGE_TARGET_OVER: {
    means: 'The incident to merge into is closed, cancelled or itself merged.',
    instead: 'Merge into one that is worked on, or reopen it first (reopenIncident).',
  },
  MERGE_OF_DRILL: {
    means: 'One of the two incidents is a drill, the other is not.',
    instead: 'Cancel the one that should not go on (cancelIncident).',
  },
  MERGE_VISIBILITY_DIFFERS: {
    means: 'One of the two incidents is restricted, the other is not: each would give the other away.',
    instead: 'Give both the same visibility first, or cancel this one (cancelIncident).',
  },
} satisfies Rulebook;

export type IncidentRule = keyof typeof incidentRules;

export const refusal = Refusal.by(incidentRules);
