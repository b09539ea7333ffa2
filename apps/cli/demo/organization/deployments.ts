import { MINUTE, type Rhythm, SECOND, iso, officeHours, timeIn } from './calendar.js';
import type { Chance } from './chance.js';
import { demoServices } from './services.js';
import type { Lane, OrganizationStep } from './step.js';

/** A deployment to production, or to the stage before it. */
export interface DemoDeployment {
  /** Its name among the things of the organization. */
  readonly name: string;
  readonly service: string;
  readonly version: string;
  readonly finishedAt: number;
  readonly environment: 'production' | 'staging';
  /** How it went: `BAD` reached its users and harmed them, which an incident tells. */
  readonly fate: 'FINE' | 'FAILED' | 'BAD' | 'ROLLED_BACK' | 'RUNNING';
}

/** How often a deployment to production fails of itself, is taken back unasked, or does harm. */
const outcomes = { FAILED: 0.025, ROLLED_BACK: 0.02, BAD: 0.07 };

/**
 * The deployments of a time, in order.
 *
 * @param trouble how many times as often than usual they do harm at an instant
 */
export function deployments(
  { count, from, until }: { count: number; from: number; until: number },
  trouble: Rhythm,
  chance: Chance,
): readonly DemoDeployment[] {
  const raffle = demoServices.flatMap((service) => Array.from({ length: service.pace }, () => service));
  const times = Array.from({ length: count }, (_, n) => timeIn(from, until, officeHours, chance.of(n)));
  const numbers = new Map<string, number>();
  return times
    .toSorted((one, other) => one - other)
    .map((finishedAt, n) => {
      const own = chance.of(`deployment-${n}`);
      const { name: service } = own.pick(raffle);
      const number = (numbers.get(service) ?? 0) + 1;
      numbers.set(service, number);
      const environment = own.happens(0.12) ? 'staging' : 'production';
      const running = n === count - 1;
      return {
        name: `deployment/${service}/${number}`,
        service,
        version: versionOf(finishedAt, number),
        finishedAt,
        environment,
        fate: running ? 'RUNNING' : fateOf(environment, trouble(finishedAt), own),
      } as const;
    });
}

function fateOf(environment: DemoDeployment['environment'], trouble: number, chance: Chance) {
  const draw = chance.fraction();
  if (environment === 'staging') return draw < 0.1 ? 'FAILED' : 'FINE';
  if (draw < outcomes.FAILED) return 'FAILED';
  if (draw < outcomes.FAILED + outcomes.ROLLED_BACK) return 'ROLLED_BACK';
  return chance.happens(outcomes.BAD * trouble) ? 'BAD' : 'FINE';
}

const versionOf = (at: number, number: number): string =>
  `${iso(at).slice(0, 7).replace('-', '.')}.${number}`;

/** What the deployment tool reports of one. */
export function deploymentSteps(deployment: DemoDeployment, until: number, chance: Chance): Lane {
  const { environment, fate, finishedAt, name, service, version } = deployment;
  const startedAt = finishedAt - Math.round(chance.around(6, 0.4) * 60) * SECOND;
  const sha = shaOf(chance);
  const about = { service, environment, version, key: `tidewick/${name}` };
  const first: OrganizationStep = {
    key: `${name}/reported`,
    mutation: 'recordDeployment',
    input: {
      ...about,
      outcome: fate === 'RUNNING' ? 'STARTED' : fate === 'FAILED' ? 'FAILED' : 'SUCCEEDED',
      startedAt: iso(startedAt),
      ...(fate !== 'RUNNING' && { finishedAt: iso(finishedAt) }),
      ...(fate === 'FAILED' && { reason: chance.pick(failures) }),
      commit: sha,
      commits: [{ sha, committedAt: iso(startedAt - Math.round(chance.around(9, 0.8) * 60) * MINUTE) }],
      url: `https://ci.tidewick.example/${service}/${version}`,
    },
    occurredAt: iso(fate === 'RUNNING' ? startedAt : finishedAt),
    makes: { [name]: { kind: 'deployment' } },
  };
  const undoneAt = finishedAt + Math.round(chance.around(25, 0.7) * 60) * SECOND;
  return fate === 'ROLLED_BACK' && undoneAt < until
    ? [first, rollbackReport(deployment, undoneAt, chance.pick(secondThoughts))]
    : [first];
}

/** What the deployment tool reports when one is taken back. */
export function rollbackReport(
  { environment, name, service, version }: DemoDeployment,
  at: number,
  reason: string,
): OrganizationStep {
  return {
    key: `${name}/rolled-back`,
    mutation: 'recordDeployment',
    input: { service, environment, version, key: `tidewick/${name}`, outcome: 'ROLLED_BACK', reason },
    occurredAt: iso(at),
  };
}

const shaOf = (chance: Chance): string =>
  Array.from({ length: 10 }, () => chance.between(0, 15).toString(16)).join('');

const failures = [
  'The health check of the new version did not pass within five minutes',
  'The database migration was refused: a lock was not granted in time',
  'The image could not be pulled from the registry',
  'The smoke test of the first instance failed',
];

const secondThoughts = [
  'The canary answered more slowly than the version before',
  'The error rate of the canary doubled',
  'A translation was missing; nobody was affected yet',
  'The memory of the canary kept growing',
];
