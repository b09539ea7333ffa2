import { Refusal, type Rulebook } from '#decider';

/** Everything for which a report on a deployment is refused. The names are public and stable. */
export const deploymentRules = {
  DEPLOYMENT_DIFFERS: {
    means: 'What is deployed where does not change: this is the deployment of something else.',
    instead: 'Report a deployment of another service, environment or version under an id of its own.',
  },
  DEPLOYMENT_FAILED: {
    means: 'The deployment has failed.',
    instead: 'Report a further attempt as a deployment of its own.',
  },
  DEPLOYMENT_SUCCEEDED: {
    means: 'The deployment has succeeded.',
    instead: 'Where it did harm, roll it back, or blame it in the incident (blameDeployment).',
  },
} satisfies Rulebook;

export type DeploymentRule = keyof typeof deploymentRules;

export const refusal = Refusal.by(deploymentRules);
