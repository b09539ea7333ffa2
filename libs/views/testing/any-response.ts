import fc from 'fast-check';
import { type ServiceCommand, services } from '#catalog';
import type { Command, CommandContext, Decider, Event } from '#decider';
import { type DeploymentCommand, deployments } from '#deployment';
import {
  type IncidentCommand,
  causeCategories,
  detections,
  incidents,
  milestones,
  severities,
  statuses,
  visibilities,
} from '#incident';
import { type Told, amina, minute, uuid } from './telling.js';

/** One of few of everything, so that things meet. */
const anyOf = fc.integer({ min: 1, max: 6 });
const names = ['checkout', 'search', 'mail'];
const idOf = {
  incident: uuid,
  deployment: (n: number) => uuid(100 + n),
  service: (n: number) => uuid(200 + n),
};
const madeId = (incident: number, made: number): string => uuid(1000 * incident + made);

/** Half an hour is the grain of time: much happens at the same instant. */
const halfHours = (count: number): string => minute(30 * count);
const HALF_HOURS = 16;
/** How many steps happen in the same instant, where they are not of another time. */
const AT_ONCE = 8;
const anyTime = fc.integer({ min: -HALF_HOURS, max: -1 }).map(halfHours);

const text = fc.constant('Words');
const deploymentId = anyOf.map(idOf.deployment);
const serviceNames = fc.subarray(names);

type IncidentStep = (incident: number) => IncidentCommand;
const always = <C extends IncidentCommand>(command: fc.Arbitrary<C>): fc.Arbitrary<IncidentStep> =>
  command.map((one) => () => one);
const just = (command: IncidentCommand) => always(fc.constant(command));
const data = <T extends IncidentCommand['type'], D>(type: T, of: fc.Arbitrary<D>) =>
  of.map((given) => ({ type, data: given }));

const declaration = fc.record(
  {
    title: text,
    summary: text,
    severity: fc.constantFrom(...severities),
    services: serviceNames,
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
);

const finding = fc.record(
  {
    category: fc.constantFrom(...causeCategories),
    description: text,
    confidence: fc.constant('HIGH' as const),
    deploymentId,
  },
  { requiredKeys: ['category', 'description', 'confidence'] },
);
const impact = fc.record(
  {
    service: fc.constantFrom(...names),
    level: fc.constantFrom('PARTIAL_OUTAGE' as const, 'MAJOR_OUTAGE' as const),
    from: anyTime,
    until: anyTime,
  },
  { requiredKeys: ['service', 'level'] },
);
const made = fc.integer({ min: 1, max: 3 });
const correction = fc.record(
  {
    milestone: fc.constantFrom(...milestones),
    occurrence: fc.integer({ min: 1, max: 2 }),
    at: anyTime,
    reason: text,
  },
  { requiredKeys: ['milestone', 'at', 'reason'] },
);

/** What bears on the numbers, the likelier the more often it stands here. */
const anyIncidentStep: fc.Arbitrary<IncidentStep> = fc.oneof(
  ...Array.from({ length: 3 }, () => just({ type: 'AcknowledgeIncident', data: {} })),
  ...Array.from({ length: 2 }, () => just({ type: 'MitigateIncident', data: { summary: 'Better' } })),
  ...Array.from({ length: 6 }, () => just({ type: 'ResolveIncident', data: { resolution: 'Over' } })),
  ...Array.from({ length: 2 }, () => just({ type: 'ReopenIncident', data: { reason: 'Again' } })),
  just({ type: 'CloseIncident', data: {} }),
  just({ type: 'CancelIncident', data: { reason: 'A false alarm' } }),
  always(data('ChangeSeverity', fc.record({ to: fc.constantFrom(...severities), reason: text }))),
  always(
    data(
      'ChangeDetails',
      fc.record({ services: serviceNames, drill: fc.boolean(), reason: text }, { requiredKeys: ['reason'] }),
    ),
  ),
  always(data('PublishUpdate', fc.record({ audience: fc.constant('INTERNAL' as const), body: text }))),
  always(data('IdentifyCause', finding)),
  always(data('IdentifyCause', finding)),
  just({ type: 'WithdrawCause', data: { reason: 'It was not' } }),
  always(data('BlameDeployment', fc.record({ deploymentId }))),
  always(data('ClearDeployment', fc.record({ deploymentId, reason: text }))),
  always(data('RecordImpact', impact)),
  always(data('RecordImpact', impact)),
  made.chain((number) =>
    fc.constant<IncidentStep>((one) => ({ type: 'EndImpact', data: { impactId: madeId(one, number) } })),
  ),
  made.chain((number) =>
    fc
      .record({ from: anyTime, until: fc.option(anyTime) }, { requiredKeys: [] })
      .map((better) => (one: number) => ({
        type: 'CorrectImpact' as const,
        data: { impactId: madeId(one, number), reason: 'Better known', ...better },
      })),
  ),
  made.map((number) => (one: number) => ({
    type: 'WithdrawImpact' as const,
    data: { impactId: madeId(one, number), reason: 'There was none' },
  })),
  always(data('CorrectMilestone', correction)),
  always(data('CorrectMilestone', correction)),
  anyOf.map((other) => (one: number) => ({
    type: 'MergeIncident' as const,
    data: {
      into: {
        id: uuid(other === one ? other + 1 : other),
        reference: 'INC-7',
        status: statuses[0],
        drill: false,
        visibility: visibilities[0],
      },
      resolvedAlerts: [],
    },
  })),
);

const reportOf = (number: number) => ({
  service: names[number % names.length] ?? '',
  environment: number === 6 ? 'staging' : 'production',
  version: `v${number}`,
});
const anyDeploymentStep: fc.Arbitrary<(deployment: number) => DeploymentCommand> = fc
  .constantFrom(
    'SucceedDeployment' as const,
    'SucceedDeployment' as const,
    'SucceedDeployment' as const,
    'StartDeployment' as const,
    'FailDeployment' as const,
    'RollBackDeployment' as const,
  )
  .map((type) => (deployment: number) => ({ type, data: reportOf(deployment) }));

const team = fc.constantFrom('shop', 'find');
const anyServiceStep: fc.Arbitrary<(service: number) => ServiceCommand> = fc.oneof(
  fc.record({ team }, { requiredKeys: [] }).map((given) => (service: number) => ({
    type: 'RegisterService' as const,
    data: { name: names[service % names.length] ?? '', ...given },
  })),
  fc.record({ team }).map((given) => () => ({ type: 'ChangeService' as const, data: given })),
  fc.constant(() => ({ type: 'RetireService' as const, data: { reason: 'Gone' } })),
);

const anyStep = fc.record({
  about: fc.oneof(
    { weight: 12, arbitrary: fc.record({ incident: anyIncidentStep }) },
    { weight: 6, arbitrary: fc.record({ deployment: anyDeploymentStep }) },
    { weight: 1, arbitrary: fc.record({ service: anyServiceStep }) },
  ),
  declaration,
  number: anyOf,
  /** How many half-hours earlier it happened than the story has come to. */
  ago: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat({ max: 6 })),
});

/** A log of responses, deployments and services, of which every event was decided by a command as people give them. */
export const anyResponse: fc.Arbitrary<readonly Told[]> = fc
  .array(anyStep, { minLength: 1, maxLength: HALF_HOURS * AT_ONCE, size: 'max' })
  .map((steps) => {
    const incident = teller(incidents);
    const deployment = teller(deployments);
    const service = teller(services);
    return steps.flatMap(({ about, ago, declaration, number }, index) => {
      const at = halfHours(Math.floor((index - steps.length) / AT_ONCE) - ago);
      if ('deployment' in about) return deployment(idOf.deployment(number), about.deployment(number), at);
      if ('service' in about) {
        const one = number % names.length;
        return service(idOf.service(one), about.service(one), at);
      }
      const id = idOf.incident(number);
      const command: IncidentCommand = incident.knows(id)
        ? about.incident(number)
        : { type: 'DeclareIncident', data: declaration };
      return incident(id, command, at, (made) => madeId(number, made));
    });
  });

/** Gives commands to the things of a kind, and tells what happened; what is refused does not. */
function teller<State extends object, C extends Command, E extends Event>(decider: Decider<State, C, E>) {
  const states = new Map<string, State>();
  const ids = new Map<string, number>();
  const tell = (id: string, command: C, occurredAt: string, idAfter = uuid): Told[] => {
    const newId = () => {
      const made = (ids.get(id) ?? 0) + 1;
      ids.set(id, made);
      return idAfter(made);
    };
    const context: CommandContext = { id, now: minute(0), occurredAt, actor: amina, newId };
    const decision = decider.decide(command, states.get(id), context);
    if ('refusal' in decision) return [];
    return decision.events.map((event) => {
      const facts = { occurredAt, recordedAt: minute(0), actor: amina };
      const state = decider.evolve(states.get(id), { event, facts });
      if (state) states.set(id, state);
      return { stream: `${decider.category}-${id}`, ...event, occurredAt };
    });
  };
  return Object.assign(tell, { knows: (id: string) => states.has(id) });
}
