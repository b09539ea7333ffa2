export { deployments } from './deployment.js';
export {
  type Deployment,
  type DeploymentCommand,
  type DeploymentEvent,
  type DeploymentStatus,
  type Outcome,
  deploymentStatuses,
  outcomes,
} from './progress.js';
export { type Commit, type Purpose, type Report, purposes } from './report.js';
export { type DeploymentRule, deploymentRules } from './rules.js';
