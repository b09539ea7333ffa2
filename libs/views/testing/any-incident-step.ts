import fc from 'fast-check';
import {
  type IncidentCommand,
  audiences,
  type SeverityPolicy,
  causeCategories,
  defaultPolicy,
  detections,
  milestones,
  mitigationOutcomes,
  postmortemSections,
  severities,
  statuses,
  visibilities,
} from '#incident';
import { anyOf, anyTime, deploymentUuid, names } from './few.js';
import { anyImpactStep } from './any-impact-step.js';
import { type IncidentStep, anyPlace, given, oneOf } from './step.js';
import { minute, uuid } from './telling.js';

const text = fc.constant('Words');
const reason = text;
const deploymentId = anyOf.map(deploymentUuid);
const services = fc.subarray(names);

const just = (command: IncidentCommand): fc.Arbitrary<IncidentStep> => fc.constant(() => [command]);
const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);
const rarely = (step: fc.Arbitrary<IncidentStep>): fc.Arbitrary<IncidentStep> =>
  fc.tuple(step, fc.nat({ max: 2 })).map(([one, luck]) => (luck === 0 ? one : () => []));
const later = (at: string, halfHours: number): string =>
  new Date(Date.parse(at) + halfHours * 1_800_000).toISOString();

const policy: fc.Arbitrary<SeverityPolicy> = fc
  .record({
    severity: fc.constantFrom(...severities),
    rollbackWithinSeconds: fc.constantFrom(1800, 3600, 3601),
  })
  .map(({ severity, rollbackWithinSeconds }) => ({ ...defaultPolicy[severity], rollbackWithinSeconds }));

export const anyDeclaration: fc.Arbitrary<IncidentCommand> = fc
  .record(
    {
      title: text,
      summary: text,
      severity: fc.constantFrom(...severities),
      policy,
      services,
      detectedBy: fc.constantFrom(...detections),
      detectedAt: anyTime,
      impactStartedAt: anyTime,
      security: fc.constant(false),
      drill: fc.nat({ max: 6 }).map((luck) => luck === 0),
      visibility: fc.constant('ORGANIZATION' as const),
      alerts: fc.constant([]),
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
  )
  .map((data) => ({ type: 'DeclareIncident', data }));

const finding = fc.record(
  {
    category: fc.constantFrom(...causeCategories),
    description: text,
    confidence: fc.constant('HIGH' as const),
    deploymentId,
  },
  { requiredKeys: ['category', 'description', 'confidence'] },
);

/** With its promise, which may be for a time that has passed by the end of the story. */
const update: fc.Arbitrary<IncidentStep> = fc
  .record({ audience: fc.constantFrom(...audiences), within: fc.option(fc.integer({ min: 1, max: 6 })) })
  .map(({ audience, within }) => ({ at }) => [
    {
      type: 'PublishUpdate',
      data: {
        audience,
        body: 'Words',
        overrideReason: 'Nobody else is here',
        ...(within === null ? {} : { nextUpdateDueAt: later(at, within) }),
      },
    },
  ]);

const rollback: fc.Arbitrary<IncidentStep> = fc.option(deploymentId).map((deployment) => () => [
  {
    type: 'StartMitigation',
    data: {
      kind: 'ROLLBACK',
      description: 'Back to the last one',
      overrideReason: 'Both at once',
      ...(deployment === null ? {} : { deploymentId: deployment }),
    },
  },
]);
const tried = (end: (mitigationId: string) => IncidentCommand): fc.Arbitrary<IncidentStep> =>
  anyPlace.map(
    (place) =>
      ({ incident }) =>
        oneOf(
          incident.mitigations.filter(({ status }) => status === 'IN_PROGRESS'),
          place,
        ).map(({ id }) => end(id)),
  );
const verified = fc
  .constantFrom('WORKED' as const, 'WORKED' as const, ...mitigationOutcomes)
  .chain((outcome) =>
    tried((mitigationId) => ({ type: 'VerifyMitigation', data: { mitigationId, outcome } })),
  );

const published: fc.Arbitrary<IncidentStep> = fc.constant(() => [
  {
    type: 'DraftPostmortem',
    data: { sections: Object.fromEntries(postmortemSections.map((section) => [section, 'Words'])) },
  },
  { type: 'PublishPostmortem', data: {} },
]);
const postmortemDue: fc.Arbitrary<IncidentStep> = fc
  .integer({ min: 1, max: 6 })
  .map((within) => ({ at }) => [
    { type: 'SetPostmortemDue', data: { dueAt: later(at, within), reason: 'Sooner' } },
  ]);

const another = anyOf.map((other) => (number: number) => uuid(other === number ? other + 1 : other));
const recurrence: fc.Arbitrary<IncidentStep> = another.map((earlier) => ({ number }) => [
  {
    type: 'LinkRecurrence',
    data: {
      incidentId: earlier(number),
      reference: 'INC-7',
      declared: { at: minute(-10_000), firstSaid: minute(-10_000) },
      restricted: false,
    },
  },
]);
const merge: fc.Arbitrary<IncidentStep> = another.map((target) => ({ number }) => [
  {
    type: 'MergeIncident',
    data: {
      into: {
        id: target(number),
        reference: 'INC-7',
        status: statuses[0],
        drill: false,
        visibility: visibilities[0],
      },
      resolvedAlerts: [],
    },
  },
]);

const correction = fc.record(
  {
    milestone: fc.constantFrom(...milestones),
    occurrence: fc.integer({ min: 1, max: 2 }),
    at: anyTime,
    reason,
  },
  { requiredKeys: ['milestone', 'at', 'reason'] },
);

/** What bears on the numbers, the likelier the more often it stands here. */
export const anyIncidentStep: fc.Arbitrary<IncidentStep> = fc.oneof(
  ...times(3, just({ type: 'AcknowledgeIncident', data: {} })),
  ...times(2, just({ type: 'MitigateIncident', data: { summary: 'Better' } })),
  ...times(6, just({ type: 'ResolveIncident', data: { resolution: 'Over' } })),
  ...times(2, just({ type: 'ReopenIncident', data: { reason: 'Again' } })),
  just({ type: 'CloseIncident', data: {} }),
  rarely(just({ type: 'CancelIncident', data: { reason: 'A false alarm' } })),
  given(
    'ChangeSeverity',
    fc.record({ to: fc.constantFrom(...severities), policy, reason }, { requiredKeys: ['to', 'reason'] }),
  ),
  given('ChangeDetails', fc.record({ services, drill: fc.boolean(), reason }, { requiredKeys: ['reason'] })),
  ...times(4, update),
  ...times(2, given('IdentifyCause', finding)),
  just({ type: 'WithdrawCause', data: { reason: 'It was not' } }),
  given('BlameDeployment', fc.record({ deploymentId })),
  given('ClearDeployment', fc.record({ deploymentId, reason })),
  ...times(14, anyImpactStep),
  ...times(4, rollback),
  ...times(5, verified),
  tried((mitigationId) => ({ type: 'AbandonMitigation', data: { mitigationId, reason: 'No' } })),
  ...times(2, published),
  ...times(3, postmortemDue),
  ...times(2, just({ type: 'WaivePostmortem', data: { reason: 'Nothing to learn' } })),
  ...times(2, recurrence),
  just({ type: 'UnlinkRecurrence', data: { reason: 'It does not' } }),
  ...times(2, given('CorrectMilestone', correction)),
  rarely(merge),
);
