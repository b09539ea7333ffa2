import fc from 'fast-check';
import { purposes } from '#deployment';
import {
  audiences,
  causeCategories,
  detections,
  impactLevels,
  mitigationStatuses,
  severities,
  statuses,
} from '#incident';
import type { DeploymentFacts, IncidentFacts, ServiceFacts } from '../facts.js';
import { intervals } from '../calendar.js';
import { type MetricsQuestion, groupings, includables } from '../question.js';
import { hour } from './facts.js';

/** One of few, so that many coincide. */
const anyHour = fc.integer({ min: 0, max: 40 }).map(hour);
const perhaps = <T>(one: fc.Arbitrary<T>) => fc.option(one, { freq: 1 });
const several = { maxLength: 15, size: 'max' } as const;
const anyHours = fc.array(anyHour, { minLength: 1, maxLength: 3 });
const services = ['checkout', 'search', 'mail'];
const someDeployments = fc.oneof(
  fc.constant([]),
  fc.subarray(['deployment-0', 'deployment-1', 'deployment-2', 'deployment-3'], { maxLength: 2 }),
);

const anyImpact = fc.record({
  id: fc.uuid(),
  service: fc.constantFrom(...services),
  level: fc.constantFrom(...impactLevels),
  from: anyHour,
  until: perhaps(anyHour),
});
const anyRollback = fc.record({
  id: fc.uuid(),
  deploymentId: fc.constant(null),
  status: fc.constantFrom(...mitigationStatuses),
  startedAt: anyHour,
  endedAt: perhaps(anyHour),
});
const anyPromise = fc.record({
  updateId: fc.uuid(),
  audience: fc.constantFrom(...audiences),
  promisedAt: anyHour,
  dueAt: anyHour,
  keptAt: perhaps(anyHour),
});
const anyPostmortem = fc.record({ dueAt: anyHour, firstDueAt: anyHour, waived: fc.boolean() });
const few = { maxLength: 3 } as const;

const anyIncident = fc.record({
  reference: fc.option(fc.string()),
  severity: fc.constantFrom(...severities),
  services: fc.subarray(services),
  status: fc.constantFrom(...statuses),
  drill: fc.nat({ max: 4 }).map((luck) => luck === 0),
  hidden: fc.nat({ max: 4 }).map((luck) => luck === 0),
  detectedBy: fc.constantFrom(...detections),
  causeCategory: perhaps(fc.constantFrom(...causeCategories)),
  milestones: fc.record(
    {
      IMPACT_STARTED: anyHours,
      DETECTED: anyHours,
      DECLARED: anyHours,
      ACKNOWLEDGED: anyHours,
      IDENTIFIED: anyHours,
      FIRST_UPDATE: anyHours,
      MITIGATED: anyHours,
      RESOLVED: anyHours,
      CLOSED: anyHours,
      IMPACT_ENDED: anyHours,
      POSTMORTEM_PUBLISHED: anyHours,
    },
    { requiredKeys: ['DECLARED'] },
  ),
  reopens: fc.nat({ max: 3 }),
  blamedDeployments: someDeployments,
  clearedDeployments: someDeployments,
  recurrenceOf: fc.option(fc.constant({ incidentId: 'earlier', reference: 'INC-1' }), { freq: 1 }),
  impacts: fc.array(anyImpact, few),
  rollbacks: fc.array(anyRollback, few),
  rollbackWithinSeconds: fc.constantFrom(300, 7200),
  promises: fc.array(anyPromise, few),
  postmortem: fc.option(anyPostmortem),
});

const anyDeployment = fc.record({
  service: fc.constantFrom(...services),
  environment: fc.constantFrom('production', 'production', 'prod', 'staging'),
  version: fc.string(),
  outcome: fc.constantFrom('SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', null),
  startedAt: perhaps(anyHour),
  finishedAt: fc.option(anyHour),
  rolledBackAt: perhaps(anyHour),
  purpose: fc.constantFrom(...purposes),
  commits: fc.array(fc.record({ sha: fc.constantFrom('a', 'b'), committedAt: anyHour }), few),
});

const teams = ['shop', 'platform'];
const anyService = (name: string): fc.Arbitrary<ServiceFacts> =>
  fc.record({
    name: fc.constant(name),
    team: fc.option(fc.constantFrom(...teams)),
    availabilityTarget: fc.option(fc.constantFrom(0.99, 0.999)),
    retiredAt: fc.option(anyHour),
  });

const numbered = <T extends object>(name: string, things: readonly T[]) =>
  things.map((thing, index) => ({ ...thing, id: `${name}-${index}` }));

export interface AnyFacts {
  readonly incidents: readonly IncidentFacts[];
  readonly deployments: readonly DeploymentFacts[];
  readonly services: readonly ServiceFacts[];
}

/** Incidents and deployments in every state that can be, and in some that cannot. */
export const anyFacts: fc.Arbitrary<AnyFacts> = fc.record({
  incidents: fc.array(anyIncident, several).map((all) => numbered('incident', all)),
  deployments: fc.array(anyDeployment, several).map((all) => numbered('deployment', all)),
  services: fc.subarray(services).chain((names) => fc.tuple(...names.map(anyService))),
});

export const anyQuestion: fc.Arbitrary<MetricsQuestion> = fc.record({
  now: fc.constant(hour(60)),
  window: fc.record({ from: perhaps(anyHour), to: perhaps(anyHour) }),
  filter: fc.record({
    services: perhaps(fc.subarray(services)),
    teams: perhaps(fc.subarray(teams)),
    severities: perhaps(fc.subarray([...severities])),
    environments: perhaps(fc.subarray(['Production', 'staging'])),
    include: fc.subarray([...includables]),
    inferBlame: fc.nat({ max: 3 }).map((luck) => luck > 0),
    blameWindowHours: fc.constantFrom(0, 0.5, 6, 24),
  }),
});

/** A question that sets groups and stretches of time apart, too. */
export const anyBreakdown: fc.Arbitrary<MetricsQuestion & { window: { from: string } }> = fc
  .record({
    question: anyQuestion,
    from: anyHour,
    groupBy: fc.option(fc.constantFrom(...groupings)),
    interval: fc.option(fc.constantFrom(...intervals)),
    timeZone: fc.constantFrom(null, 'Europe/Berlin', 'Asia/Kolkata'),
  })
  .map(({ question, from, ...breakdown }) => ({
    ...question,
    ...breakdown,
    window: { ...question.window, from },
  }));
