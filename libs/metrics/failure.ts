import { type Blame, type BlameBasis, blames } from './blame.js';
import { type Excludable, counts } from './exclusion.js';
import type { Rollout } from './rollout.js';
import { type Survey, oncePer, rolloutsAsked } from './survey.js';

/** A deployment in the window, and what speaks against it. */
export interface Judged {
  readonly rollout: Rollout;
  readonly rolledBack: boolean;
  readonly blames: readonly Blame[];
  /** It counts, and it was rolled back or an incident that counts blames it. */
  readonly failed: boolean;
}

/** The deployments of the window, each judged once however many incidents blame it. */
export const judge = oncePer((survey: Survey) => survey, judged);

function judged(survey: Survey): readonly Judged[] {
  const blamed = blames(survey);
  return rolloutsAsked(survey).map((rollout) => {
    const rolledBack = rollout.deployment.rolledBackAt !== null;
    const against = blamed.get(rollout.deployment.id) ?? [];
    const failed = counts(rollout) && (rolledBack || against.some(counts));
    return { rollout, rolledBack, blames: against, failed };
  });
}

/** The blame that was left out though the deployment counts, once for each incident. */
export function blameLeftOut(judged: readonly Judged[]): Blame[] {
  const byIncident = new Map<string, Blame>();
  for (const { rollout, blames } of judged) {
    if (!counts(rollout)) continue;
    for (const blame of blames) if (!counts(blame)) byIncident.set(blame.incident.id, blame);
  }
  return [...byIncident.values()];
}

/** A deployment behind a number. */
export interface DeploymentContribution extends Excludable {
  readonly deploymentId: string;
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  readonly finishedAt: string | null;
}

/** An incident that blames a deployment; it counts against it where `excluded` is null. */
export interface BlamingIncident extends Excludable {
  readonly incidentId: string;
  readonly reference: string | null;
  readonly basis: BlameBasis;
}

export function deploymentContribution({ deployment, excluded }: Rollout): DeploymentContribution {
  const { id: deploymentId, service, environment, version, finishedAt } = deployment;
  return { deploymentId, service, environment, version, finishedAt, excluded };
}

export const blamingIncident = ({ incident, basis, excluded }: Blame): BlamingIncident => ({
  incidentId: incident.id,
  reference: incident.reference,
  basis,
  excluded,
});
