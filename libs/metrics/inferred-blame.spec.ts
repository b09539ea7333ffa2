import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeploymentFacts, IncidentFacts } from './facts.js';
import { measure } from './metrics.js';
import type { MetricsQuestion } from './question.js';
import { type AnyFacts, anyFacts, anyQuestion } from './testing/anything.js';

type Filter = NonNullable<MetricsQuestion['filter']>;
const time = (at: string | null | undefined) => (at == null ? -Infinity : Date.parse(at));

/** The rule word by word: each deployment against each later one, and against each incident. */
function inferredWordByWord({ incidents, deployments }: AnyFacts, filter: Filter): string[] {
  const production = filter.environments?.map((name) => name.toLowerCase()) ?? ['production', 'prod'];
  const reachedUsers = deployments.filter(
    ({ outcome, finishedAt, environment }) =>
      outcome === 'SUCCEEDED' && finishedAt !== null && production.includes(environment.toLowerCase()),
  );
  return reachedUsers.flatMap((deployment) => {
    const finished = time(deployment.finishedAt);
    const next = reachedUsers
      .filter((other) => other.service === deployment.service && isLater(other, deployment))
      .map((other) => time(other.finishedAt));
    const until = Math.min(...next, finished + (filter.blameWindowHours ?? 24) * 3_600_000);
    return incidents
      .filter((incident) => isSuspected(incident, deployment, filter))
      .filter((incident) => finished <= startOf(incident) && startOf(incident) < until)
      .map((incident) => `${deployment.id} for ${incident.id}`);
  });
}

function isLater(one: DeploymentFacts, other: DeploymentFacts): boolean {
  if (one.finishedAt !== other.finishedAt) return time(one.finishedAt) > time(other.finishedAt);
  if (one.startedAt !== other.startedAt) return time(one.startedAt) > time(other.startedAt);
  return one.id > other.id;
}

const isSuspected = (incident: IncidentFacts, { id, service }: DeploymentFacts, filter: Filter): boolean =>
  filter.inferBlame === true &&
  !incident.hidden &&
  (filter.severities?.includes(incident.severity) ?? true) &&
  incident.services.includes(service) &&
  incident.blamedDeployments.length === 0 &&
  !incident.clearedDeployments.includes(id) &&
  (incident.causeCategory === null ||
    ['UNKNOWN', 'CODE_CHANGE', 'CONFIG_CHANGE'].includes(incident.causeCategory));

const startOf = ({ milestones: { IMPACT_STARTED, DETECTED, DECLARED } }: IncidentFacts): number =>
  time((IMPACT_STARTED ?? DETECTED ?? DECLARED)?.[0]);

const inferredBy = (facts: AnyFacts, question: MetricsQuestion): string[] =>
  measure(facts, question).changeFailureRate.contributions.flatMap(({ deploymentId, blamedBy }) =>
    blamedBy
      .filter(({ basis }) => basis === 'INFERRED')
      .map(({ incidentId }) => `${deploymentId} for ${incidentId}`),
  );

it('inferred blame is what the rule says, word by word', () => {
  fc.assert(
    fc.property(anyFacts, anyQuestion, (facts, { now, filter }) => {
      const asked = { ...filter, services: null };
      expect(inferredBy(facts, { now, filter: asked }).sort()).toEqual(
        inferredWordByWord(facts, asked).sort(),
      );
    }),
    { numRuns: 500 },
  );
});

it('the window and the services asked for choose deployments, and leave what speaks against each as it is', () => {
  fc.assert(
    fc.property(anyFacts, anyQuestion, (facts, question) => {
      const { contributions } = measure(facts, question).changeFailureRate;
      const filter = { ...question.filter, services: null };
      const all = measure(facts, { now: question.now, filter }).changeFailureRate.contributions;
      const chosen = new Set(contributions.map(({ deploymentId }) => deploymentId));
      expect(contributions).toEqual(all.filter(({ deploymentId }) => chosen.has(deploymentId)));
    }),
  );
});
