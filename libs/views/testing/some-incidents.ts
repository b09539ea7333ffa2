import fc from 'fast-check';
import {
  type Detection,
  type Severity,
  type Visibility,
  detections,
  severities,
  visibilities,
} from '#incident';
import { type Told, minute, uuid } from './telling.js';

interface Sample {
  readonly declaredAt: string;
  /** When it was declared in truth, where that is another time than was said first. */
  readonly trulyDeclaredAt: string | undefined;
  readonly severity: Severity;
  readonly services: readonly string[];
  readonly tags: readonly string[];
  readonly visibility: Visibility;
  /** Who may see it where it is restricted. */
  readonly member: string | undefined;
  readonly drill: boolean;
  readonly security: boolean;
  readonly detectedBy: Detection;
  readonly title: string;
  readonly note: string | undefined;
  readonly holder: { readonly person: string; readonly role: string } | undefined;
  readonly participant: string | undefined;
  /** The number of the deployment that is blamed. */
  readonly blamed: number | undefined;
  readonly due: string | undefined;
  /** When its postmortem is due, and what became of that. */
  readonly postmortem: { readonly dueAt: string; readonly end: string | undefined } | undefined;
  readonly cause: string | undefined;
  /** The number of the incident that it repeats. */
  readonly repeats: number | undefined;
  /** How far it comes. */
  readonly stages: number;
}

export const people = ['amina@example.com', 'bela@example.com'];
export const roles = ['INCIDENT_COMMANDER', 'SCRIBE'];
export const slugs = ['checkout', 'search', 'mail'];
/** The services of each team. */
export const teams: Readonly<Record<string, readonly string[]>> = {
  shop: ['checkout', 'search'],
  post: ['mail'],
};
export const deployments = [101, 102];
export const tags = ['eu', 'card'];
export const vocabulary = ['Checkout', 'fails', 'träge', 'Zahlung', 'eu-west'];

/** One of few times, so that many coincide. */
export const someTime = fc.integer({ min: 0, max: 12 }).map((hours) => minute(hours * 60));
const sentence = fc.array(fc.constantFrom(...vocabulary), { maxLength: 3 }).map((words) => words.join(' '));

/** What may become of a postmortem. */
const endings: Readonly<Record<string, object>> = {
  PostmortemDrafted: { section: 'SUMMARY', body: 'In short' },
  PostmortemPublished: {},
  PostmortemWaived: { reason: 'Too small', dueAt: minute(0) },
};

const sample: fc.Arbitrary<Sample> = fc.record({
  declaredAt: someTime,
  trulyDeclaredAt: fc.option(someTime, { nil: undefined, freq: 1 }),
  severity: fc.constantFrom(...severities),
  services: fc.subarray(slugs),
  tags: fc.subarray(tags),
  visibility: fc.constantFrom(...visibilities, 'ORGANIZATION' as const),
  member: fc.option(fc.constantFrom(...people), { nil: undefined }),
  drill: fc.boolean(),
  security: fc.boolean(),
  detectedBy: fc.constantFrom(...detections, 'MONITORING' as const),
  title: sentence,
  note: fc.option(sentence, { nil: undefined }),
  holder: fc.option(fc.record({ person: fc.constantFrom(...people), role: fc.constantFrom(...roles) }), {
    nil: undefined,
  }),
  participant: fc.option(fc.constantFrom(...people), { nil: undefined, freq: 1 }),
  blamed: fc.option(fc.constantFrom(...deployments), { nil: undefined, freq: 1 }),
  due: fc.option(someTime, { nil: undefined }),
  postmortem: fc.option(
    fc.record({ dueAt: someTime, end: fc.constantFrom(undefined, ...Object.keys(endings)) }),
    { nil: undefined },
  ),
  cause: fc.option(fc.constantFrom('CODE_CHANGE', 'CAPACITY'), { nil: undefined }),
  repeats: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  stages: fc.integer({ min: 0, max: 4 }),
});

function told(number: number, sample: Sample): Told[] {
  const {
    declaredAt,
    trulyDeclaredAt,
    member,
    note,
    holder,
    due,
    postmortem,
    cause,
    repeats,
    participant,
    blamed,
    stages,
    ...data
  } = sample;
  const stream = `incident-${uuid(number)}`;
  const happened = (type: string, data: object): Told => ({ stream, type, data, occurredAt: declaredAt });
  const declared = { id: uuid(number), summary: '', ...data };
  return [
    happened('IncidentDeclared', { ...declared, detectedAt: declaredAt }),
    ...(member === undefined || sample.visibility === 'ORGANIZATION'
      ? []
      : [
          happened('VisibilityChanged', {
            from: 'RESTRICTED',
            to: 'RESTRICTED',
            membersAdded: [member],
            membersRemoved: [],
          }),
        ]),
    ...(trulyDeclaredAt === undefined
      ? []
      : [
          happened('MilestoneCorrected', {
            milestone: 'DECLARED',
            occurrence: 1,
            from: declaredAt,
            to: trulyDeclaredAt,
            reason: 'By the chat',
          }),
        ]),
    ...(note === undefined
      ? []
      : [happened('NoteRecorded', { noteId: 'note', kind: 'OBSERVATION', body: note })]),
    ...(holder ? [happened('RoleAssigned', holder)] : []),
    ...(participant === undefined ? [] : [happened('ParticipantJoined', { person: participant })]),
    ...(blamed === undefined
      ? []
      : [happened('DeploymentBlamed', { deploymentId: uuid(blamed), reason: 'It was last' })]),
    ...(due === undefined
      ? []
      : [
          happened('UpdatePublished', {
            updateId: 'update',
            audience: 'INTERNAL',
            body: 'Working on it',
            nextUpdateDueAt: due,
          }),
        ]),
    ...[
      happened('IncidentAcknowledged', {}),
      happened('IncidentMitigated', { summary: 'Moved away' }),
      happened('IncidentResolved', { resolution: 'Rolled back' }),
      happened('IncidentClosed', {}),
    ].slice(0, stages),
    ...(cause === undefined
      ? []
      : [happened('CauseIdentified', { category: cause, description: 'A leak', confidence: 'HIGH' })]),
    ...(repeats === undefined
      ? []
      : [happened('RecurrenceLinked', { incidentId: uuid(repeats), reference: `INC-${String(repeats)}` })]),
    ...(postmortem
      ? [
          happened('PostmortemDueSet', {
            dueAt: postmortem.dueAt,
            requiredBy: 'POLICY',
            requiredBecause: 'P1 requires one',
          }),
          ...(postmortem.end === undefined ? [] : [happened(postmortem.end, endings[postmortem.end] ?? {})]),
        ]
      : []),
  ];
}

/** The story of so many incidents that have much in common, the same each time. */
export const someIncidents = (count: number): Told[] =>
  fc.sample(sample, { seed: 7, numRuns: count }).flatMap((one, index) => told(index + 1, one));

/** The catalog of their services. */
export const someServices = (): Told[] =>
  Object.entries(teams).flatMap(([team, names]) =>
    names.map((name) => {
      const id = uuid(900 + slugs.indexOf(name));
      const data = { id, name, title: name, team, tier: null, availabilityTarget: null };
      return { stream: `service-${id}`, type: 'ServiceRegistered', data };
    }),
  );
