import { deploymentsOf, excludedAs, shownOf } from './deployments.js';
import type { PlainDeployment, PlainLog } from './log.js';
import { type PlainQuestion, ms, shareOf, summaryOf, tally } from './question.js';

/** What deployments bring: changes, and repairs. */
export function plainDeliveryMetrics(log: PlainLog, question: PlainQuestion) {
  const deployments = deploymentsOf(log, question);
  const delivered = deployments.flatMap((one) => leadTimes(one, question));
  const judged = deployments.map((one) => ({
    ...shownOf(one),
    rework: one.purpose === 'REMEDIATION',
    excluded: excludedAs(one, question),
  }));
  const counted = judged.filter(({ excluded }) => excluded === null);
  return {
    changeLeadTime: {
      ...summaryOf(delivered.flatMap(({ excluded, seconds }) => (excluded === null ? (seconds ?? []) : []))),
      excluded: tally(delivered),
      contributions: delivered,
    },
    deploymentReworkRate: {
      ...shareOf(counted.filter(({ rework }) => rework).length, counted.length),
      excluded: tally(judged),
      contributions: judged,
    },
  };
}

/** Commit time → deployment finished, for each commit; without commits there is nothing to measure. */
function leadTimes(deployment: PlainDeployment, question: PlainQuestion) {
  const times = new Map(deployment.commits.map(({ sha, committedAt }) => [sha, committedAt]));
  const commits: readonly (readonly [string | null, string | null])[] =
    times.size === 0 ? [[null, null]] : [...times];
  return commits.map(([sha, startedAt]) => {
    const endedAt = deployment.finishedAt;
    const seconds = startedAt === null || endedAt === null ? null : (ms(endedAt) - ms(startedAt)) / 1000;
    const state = stateOf(seconds, endedAt);
    return {
      ...shownOf(deployment),
      sha,
      state,
      seconds: state === 'RECORDED' ? seconds : null,
      startedAt,
      endedAt,
      excluded: excludedAs(deployment, question) ?? (state === 'RECORDED' ? null : state),
    };
  });
}

function stateOf(seconds: number | null, endedAt: string | null): string {
  if (endedAt === null) return 'PENDING';
  if (seconds === null) return 'NOT_APPLICABLE';
  return seconds < 0 ? 'INVALID' : 'RECORDED';
}
