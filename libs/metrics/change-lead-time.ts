import type { Commit } from '#deployment';
import { type DurationSummary, summarize, unrecorded } from './duration-metric.js';
import { type Duration, between } from './duration.js';
import { exclusions } from './exclusion.js';
import { type DeploymentContribution, deploymentContribution } from './failure.js';
import type { Rollout } from './rollout.js';
import { type Survey, rolloutsAsked } from './survey.js';

/** A commit that a deployment brought to users; or a deployment of which nobody said what it brought. */
export type DeliveredCommit = Duration & DeploymentContribution & { readonly sha: string | null };

export interface ChangeLeadTime extends DurationSummary {
  readonly contributions: readonly DeliveredCommit[];
}

/** How long a change takes to reach users (dora.dev), over commits. */
export function changeLeadTime(survey: Survey): ChangeLeadTime {
  const contributions = rolloutsAsked(survey).flatMap(delivered);
  return {
    ...summarize(contributions),
    excluded: exclusions(contributions),
    definition:
      'From the time of a commit to the finish of the deployment that brought it to production, over all commits of the deployments that finished in the window. A deployment of whose commits the times are not known is left out.',
    rule: 'lead-time/1',
    contributions,
  };
}

function delivered(rollout: Rollout): DeliveredCommit[] {
  const { commits } = rollout.deployment;
  if (commits.length === 0) return [leadTime(rollout, null)];
  return [...new Map(commits.map((commit) => [commit.sha, commit])).values()].map((commit) =>
    leadTime(rollout, commit),
  );
}

function leadTime(rollout: Rollout, commit: Commit | null): DeliveredCommit {
  const { finishedAt } = rollout.deployment;
  const measured = between(
    commit?.committedAt ?? null,
    finishedAt === null ? { state: 'PENDING', at: null } : { state: 'REACHED', at: finishedAt },
  );
  return {
    ...deploymentContribution(rollout),
    ...measured,
    sha: commit?.sha ?? null,
    excluded: rollout.excluded ?? unrecorded(measured),
  };
}
