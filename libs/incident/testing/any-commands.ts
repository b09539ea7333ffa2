import fc from 'fast-check';
import { type AnyData, anyMadeId, anyPerson, anyTime, storyId } from '#decider/testing';
import { causeCategories, confidences } from '../cause.js';
import { detections, milestones, severities, statuses, visibilities } from '../core.js';
import { impactLevels } from '../impact-window.js';
import type { IncidentCommand } from '../incident.js';
import { linkKinds } from '../links.js';
import { mitigationOutcomes, mitigationKinds } from '../mitigations.js';
import { noteKinds } from '../notes.js';
import { audiences } from '../promise.js';
import { roleNames } from '../roles.js';
import { anyAftermath } from './any-aftermath.js';

const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const deploymentId = fc.constantFrom('deployment-1', 'deployment-2');
const deployment = fc.record({ service: words, version: words, environment: words });
const named = fc.record({ deploymentId, deployment }, { requiredKeys: ['deploymentId'] });
const alert = fc.record(
  { alertId: fc.constantFrom('alert-1', 'alert-2'), title: words },
  { requiredKeys: ['alertId'] },
);
const impactLevel = fc.constantFrom(...impactLevels);
const anyIncident = fc.constantFrom(storyId, 'incident-1', 'incident-2');
const role = fc.constantFrom(...roleNames);
const seconds = fc.nat({ max: 100_000 });
const policy = fc.record({
  acknowledgeWithinSeconds: seconds,
  nextUpdateWithinSeconds: seconds,
  escalateAfterSeconds: fc.option(seconds),
  rollbackWithinSeconds: seconds,
  postmortem: fc.record({
    required: fc.boolean(),
    dueWithinWorkingDays: fc.oneof(fc.constant(0), fc.nat({ max: 30 })),
  }),
});

const checklist = fc.record({
  name: fc.constantFrom('Triage', 'Wrap-up'),
  items: fc.array(fc.constantFrom('Page the lead', 'Check the graphs', 'Tell support'), { maxLength: 3 }),
});
const checklists = fc.array(checklist, { maxLength: 2 });

const withReason = <T extends object>(some: fc.Arbitrary<T>): fc.Arbitrary<T & { reason: string }> =>
  fc.tuple(some, words).map(([data, reason]) => ({ ...data, reason }));

/** Data of each command that an incident takes, such as meet each other in a story. */
export const anyData: AnyData<IncidentCommand> = {
  DeclareIncident: fc.record(
    {
      title: words,
      summary: words,
      severity: fc.constantFrom(...severities),
      policy,
      checklists,
      services: fc.array(words),
      detectedBy: fc.constantFrom(...detections),
      security: fc.boolean(),
      drill: fc.boolean(),
      visibility: fc.constantFrom(...visibilities),
      alerts: fc.array(alert),
      detectedAt: anyTime,
      impactStartedAt: anyTime,
      tags: fc.array(words),
      members: fc.array(anyPerson, { maxLength: 1 }),
    },
    {
      requiredKeys: [
        'title',
        'summary',
        'severity',
        'services',
        'detectedBy',
        'security',
        'drill',
        'visibility',
        'alerts',
      ],
    },
  ),
  AcknowledgeIncident: fc.constant({}),
  MitigateIncident: fc.record({ summary: words }),
  ReopenIncident: fc.record({ reason: words }),
  CloseIncident: fc.record({ summary: words }, { requiredKeys: [] }),
  ResolveIncident: fc.record({ resolution: words }),
  ...anyAftermath,
  CancelIncident: fc.record({ reason: words }),
  ChangeSeverity: fc.record(
    { to: fc.constantFrom(...severities), reason: words, policy, checklists },
    { requiredKeys: ['to', 'reason'] },
  ),
  AssignRole: fc.record({ role, person: anyPerson }),
  HandOffRole: fc.record(
    { role, from: anyPerson, to: anyPerson, briefing: words },
    { requiredKeys: ['role', 'to', 'briefing'] },
  ),
  ReleaseRole: fc.record({ role, person: anyPerson, reason: words }, { requiredKeys: ['role'] }),
  JoinIncident: fc.record({ person: anyPerson }, { requiredKeys: [] }),
  LeaveIncident: fc.record({ person: anyPerson }, { requiredKeys: [] }),
  PublishUpdate: fc.record(
    {
      audience: fc.constantFrom(...audiences),
      body: words,
      nextUpdateDueAt: anyTime,
      last: fc.boolean(),
      overrideReason: words,
    },
    { requiredKeys: ['audience', 'body'] },
  ),
  RecordUpdateOverdue: fc.record({ updateId: anyMadeId }),
  CorrectUpdate: fc.record({ updateId: anyMadeId, body: words, overrideReason: words }),
  RecordNote: fc.record({ kind: fc.constantFrom(...noteKinds), body: words }),
  CorrectNote: fc.record({ noteId: anyMadeId, body: words }),
  RetractNote: fc.record({ noteId: anyMadeId, reason: words }),
  AttachAlert: alert,
  DetachAlert: withReason(alert),
  IdentifyCause: fc.record(
    {
      category: fc.constantFrom(...causeCategories),
      description: words,
      confidence: fc.constantFrom(...confidences),
      deploymentId,
      deployment,
    },
    { requiredKeys: ['category', 'description', 'confidence'] },
  ),
  WithdrawCause: fc.record({ reason: words }),
  BlameDeployment: fc.oneof(named, withReason(named)),
  ClearDeployment: withReason(named),
  AttachChecklist: checklist,
  TickChecklistItem: fc.record({ itemId: anyMadeId }),
  UntickChecklistItem: fc.record({ itemId: anyMadeId, reason: words }, { requiredKeys: ['itemId'] }),
  StartMitigation: fc.record(
    {
      kind: fc.constantFrom(...mitigationKinds),
      description: words,
      deploymentId,
      deployment,
      overrideReason: words,
    },
    { requiredKeys: ['kind', 'description'] },
  ),
  VerifyMitigation: fc.record(
    { mitigationId: anyMadeId, outcome: fc.constantFrom(...mitigationOutcomes), observation: words },
    { requiredKeys: ['mitigationId', 'outcome'] },
  ),
  AbandonMitigation: fc.record({ mitigationId: anyMadeId, reason: words }),
  AddLink: fc.record({
    kind: fc.constantFrom(...linkKinds),
    url: fc.constantFrom('https://a.example', 'https://b.example'),
    title: words,
  }),
  RemoveLink: fc.record({ linkId: anyMadeId, reason: words }, { requiredKeys: ['linkId'] }),
  ChangeDetails: fc.record(
    {
      title: words,
      summary: words,
      services: fc.array(words),
      tags: fc.array(words),
      security: fc.boolean(),
      drill: fc.boolean(),
      reason: words,
    },
    { requiredKeys: [] },
  ),
  ChangeVisibility: fc.record(
    {
      to: fc.constantFrom(...visibilities),
      addMembers: fc.array(anyPerson),
      removeMembers: fc.array(anyPerson),
      reason: words,
    },
    { requiredKeys: ['reason'] },
  ),
  RecordImpact: fc.oneof(
    { weight: 3, arbitrary: fc.record({ service: words, level: impactLevel }) },
    fc.record(
      { service: words, level: impactLevel, from: anyTime, until: anyTime },
      { requiredKeys: ['service', 'level'] },
    ),
  ),
  EndImpact: fc.record({ impactId: anyMadeId, until: anyTime }, { requiredKeys: ['impactId'] }),
  CorrectImpact: fc.record(
    {
      impactId: anyMadeId,
      service: words,
      level: impactLevel,
      from: anyTime,
      until: fc.option(anyTime),
      reason: words,
    },
    { requiredKeys: ['impactId', 'reason'] },
  ),
  WithdrawImpact: fc.record({ impactId: anyMadeId, reason: words }),
  CorrectMilestone: fc.record(
    {
      milestone: fc.constantFrom(...milestones),
      occurrence: fc.integer({ min: 1, max: 2 }),
      at: anyTime,
      reason: words,
    },
    { requiredKeys: ['milestone', 'at', 'reason'] },
  ),
  RecordAcknowledgementOverdue: fc.constant({}),
  SuggestEscalation: fc.constant({}),
  MergeIncident: fc.record(
    {
      into: fc.record({
        id: anyIncident,
        reference: fc.constant('INC-7'),
        status: fc.constantFrom(...statuses),
        drill: fc.boolean(),
        visibility: fc.constantFrom(...visibilities),
      }),
      resolvedAlerts: fc.array(alert.map(({ alertId }) => alertId)),
      reason: words,
    },
    { requiredKeys: ['into', 'resolvedAlerts'] },
  ),
  AbsorbIncident: fc.record({
    from: anyIncident,
    fromReference: fc.constant('INC-9'),
    alerts: fc.array(alert),
    blamedDeployments: fc.array(named),
  }),
};
