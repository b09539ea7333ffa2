import { type DurationSummary, summarize, unrecorded } from './duration-metric.js';
import { type Duration, type Reach, between, reach } from './duration.js';
import { counts, exclusions } from './exclusion.js';
import {
  type BlamingIncident,
  type DeploymentContribution,
  type Judged,
  blameLeftOut,
  blamingIncident,
  deploymentContribution,
} from './failure.js';
import type { IncidentFacts } from './facts.js';
import { instant, instantOrNever } from './time.js';

/** A failed deployment, and how long until its users were well again. */
export type RecoveredDeployment = Duration &
  DeploymentContribution & {
    /** What ended it, where something did. */
    readonly recoveredBy: 'ROLLBACK' | 'RESOLVE' | null;
    readonly blamedBy: readonly BlamingIncident[];
  };

export interface FailedDeploymentRecoveryTime extends DurationSummary {
  readonly contributions: readonly RecoveredDeployment[];
}

/** How long it takes to recover from a deployment that failed in production (dora.dev). */
export function failedDeploymentRecoveryTime(judged: readonly Judged[]): FailedDeploymentRecoveryTime {
  const contributions = judged.filter(({ failed }) => failed).map(recovery);
  return {
    ...summarize(contributions),
    excluded: exclusions([...contributions, ...blameLeftOut(judged)]),
    definition:
      'From the finish of a deployment that failed in production to the earlier of its rollback and the last resolution of the incidents that blame it, for deployments that finished in the window.',
    rule: 'fdrt/1',
    contributions,
  };
}

function recovery({ rollout, blames }: Judged): RecoveredDeployment {
  const { finishedAt, rolledBackAt } = rollout.deployment;
  const resolved = lastResolve(blames.filter(counts).map(({ incident }) => incident));
  const rolledBackFirst =
    rolledBackAt !== null && (resolved.at === null || instant(rolledBackAt) <= instant(resolved.at));
  const recovered: Reach = rolledBackFirst ? { state: 'REACHED', at: rolledBackAt } : resolved;
  const measured = between(finishedAt, recovered);
  return {
    ...deploymentContribution(rollout),
    ...measured,
    excluded: unrecorded(measured),
    recoveredBy: rolledBackFirst ? 'ROLLBACK' : resolved.at === null ? null : 'RESOLVE',
    blamedBy: blames.map(blamingIncident),
  };
}

/** When the last of these incidents was resolved for the last time; one that never will be does not hold it up. */
function lastResolve(incidents: readonly IncidentFacts[]): Reach {
  const resolves = incidents.map((incident) => reach(incident, 'RESOLVED', 'LAST'));
  const open = resolves.find(({ state }) => state === 'PENDING');
  if (open) return open;
  const never: Reach = { state: 'NOT_APPLICABLE', at: null };
  return resolves.reduce(
    (last, one) => (instantOrNever(one.at) > instantOrNever(last.at) ? one : last),
    never,
  );
}
