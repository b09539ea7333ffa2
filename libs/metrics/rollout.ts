import type { ExclusionReason } from './exclusion.js';
import type { DeploymentFacts } from './facts.js';
import { instantOrNever } from './time.js';

/** A deployment placed in time, and whether it counts. */
export interface Rollout {
  readonly deployment: DeploymentFacts;
  /** When it finished (while it has not, when it started), in milliseconds since 1970. */
  readonly at: number;
  readonly excluded: ExclusionReason | null;
}

const PRODUCTION = ['production', 'prod'];

/**
 * The deployments in the order in which they finished; of those that did so at the same instant, the one that
 * started last comes last. Where the question names environments, deployments elsewhere are none of it; where it
 * does not, they are left out visibly, so that an unusual name for production is noticed.
 */
export function rollouts(
  deployments: Iterable<DeploymentFacts>,
  environments: readonly string[] | null,
): Rollout[] {
  const production = new Set((environments ?? PRODUCTION).map((name) => name.toLowerCase()));
  const all: Rollout[] = [];
  for (const deployment of deployments) {
    const isProduction = production.has(deployment.environment.toLowerCase());
    if (environments !== null && !isProduction) continue;
    const at = instantOrNever(deployment.finishedAt ?? deployment.startedAt ?? deployment.rolledBackAt);
    all.push({ deployment, at, excluded: isProduction ? unfinished(deployment) : 'NOT_PRODUCTION' });
  }
  return all.sort((one, other) => one.at - other.at || later(one.deployment, other.deployment));
}

function unfinished({ outcome, finishedAt, rolledBackAt }: DeploymentFacts): ExclusionReason | null {
  if (outcome === 'SUCCEEDED' && finishedAt !== null) return null;
  return outcome === null && rolledBackAt === null ? 'IN_PROGRESS' : 'NEVER_REACHED_PRODUCTION';
}

const later = (one: DeploymentFacts, other: DeploymentFacts): number =>
  instantOrNever(one.startedAt) - instantOrNever(other.startedAt) || (one.id < other.id ? -1 : 1);
