import fc from 'fast-check';
import { type ServiceCommand, services } from '#catalog';
import type { Command, CommandContext, Decider, Event } from '#decider';
import { type DeploymentCommand, deployments } from '#deployment';
import { incidents } from '#incident';
import { anyDeclaration, anyIncidentStep } from './any-incident-step.js';
import { HALF_HOURS, anyOf, anyTime, deploymentUuid, halfHours, names } from './few.js';
import { type Told, amina, minute, uuid } from './telling.js';

const idOf = {
  incident: uuid,
  deployment: deploymentUuid,
  service: (number: number) => uuid(200 + number),
};
const madeId = (incident: number, made: number): string => uuid(1000 * incident + made);

/** How many steps happen in the same instant, where they are not of another time. */
const AT_ONCE = 14;

const reportOf = (number: number) => ({
  service: names[number % names.length] ?? '',
  environment: number === 6 ? 'staging' : 'production',
  version: `v${number}`,
});
const anyCommits = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
  .chain((shas) => fc.tuple(...shas.map((sha) => anyTime.map((committedAt) => ({ sha, committedAt })))));
const anyDetails = fc.record(
  { commits: anyCommits, purpose: fc.constantFrom('PLANNED' as const, 'REMEDIATION' as const) },
  { requiredKeys: [] },
);
const anyDeploymentStep: fc.Arbitrary<(deployment: number) => DeploymentCommand> = fc
  .record({
    type: fc.constantFrom(
      'SucceedDeployment' as const,
      'SucceedDeployment' as const,
      'SucceedDeployment' as const,
      'StartDeployment' as const,
      'FailDeployment' as const,
      'RollBackDeployment' as const,
    ),
    details: anyDetails,
  })
  .map(({ details, type }) => (deployment: number) => ({
    type,
    data: { ...reportOf(deployment), ...details },
  }));

const ownership = {
  team: fc.constantFrom('shop', 'find'),
  availabilityTarget: fc.constantFrom(0.5, 0.9, 0.99),
};
const anyServiceStep: fc.Arbitrary<(service: number) => ServiceCommand> = fc.oneof(
  fc.record(ownership, { requiredKeys: [] }).map((given) => (service: number) => ({
    type: 'RegisterService' as const,
    data: { name: names[service % names.length] ?? '', ...given },
  })),
  fc
    .record(ownership, { requiredKeys: [] })
    .map((given) => () => ({ type: 'ChangeService' as const, data: given })),
  fc.constant(() => ({ type: 'RetireService' as const, data: { reason: 'Gone' } })),
);

const anyStep = fc.record({
  about: fc.oneof(
    { weight: 16, arbitrary: fc.record({ incident: anyIncidentStep }) },
    { weight: 4, arbitrary: fc.record({ deployment: anyDeploymentStep }) },
    { weight: 1, arbitrary: fc.record({ service: anyServiceStep }) },
  ),
  declaration: anyDeclaration,
  number: anyOf,
  /** How many half-hours earlier it happened than the story has come to. */
  ago: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat({ max: 6 })),
});

/** A log of responses, deployments and services, of which every event was decided by a command as people give them. */
export const anyResponse: fc.Arbitrary<readonly Told[]> = fc
  .noBias(fc.array(anyStep, { minLength: 1, maxLength: HALF_HOURS * AT_ONCE, size: 'max' }))
  .map((steps) => {
    const incident = teller(incidents);
    const deployment = teller(deployments);
    const service = teller(services);
    return steps.flatMap(({ about, ago, declaration, number }, index) => {
      const at = halfHours(Math.floor((index - steps.length) / AT_ONCE) - ago);
      if ('deployment' in about)
        return deployment.tell(idOf.deployment(number), about.deployment(number), at);
      if ('service' in about) {
        const one = number % names.length;
        return service.tell(idOf.service(one), about.service(one), at);
      }
      const id = idOf.incident(number);
      const state = incident.states.get(id);
      const commands = state ? about.incident({ number, incident: state, at }) : [declaration];
      return commands.flatMap((command) => incident.tell(id, command, at, (made) => madeId(number, made)));
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
  return { tell, states };
}
