import { plainDuration } from './durations.js';
import type { PlainIncident } from './incident.js';
import type { PlainDeployment, PlainLog } from './log.js';
import {
  type PlainQuestion,
  isAbout,
  isIn,
  leftOutAs,
  ms,
  nameOf,
  shareOf,
  summaryOf,
  tally,
  timesOf,
  visibleIncidents,
} from './question.js';

/** What the failure of a deployment is laid to, and by whom. */
interface PlainBlame {
  readonly incident: PlainIncident;
  readonly basis: 'EXPLICIT' | 'INFERRED';
  readonly excluded: string | null;
}

const timeOf = ({ finishedAt, rolledBackAt, startedAt }: PlainDeployment): string =>
  finishedAt ?? startedAt ?? rolledBackAt ?? '';

function isProduction({ environment }: PlainDeployment, { filter }: PlainQuestion): boolean {
  const names = filter.environments ?? ['production', 'prod'];
  return names.some((name) => name.toLowerCase() === environment.toLowerCase());
}

/** Why a deployment does not count, or null. Counted is what reached production and finished successfully. */
export function excludedAs(deployment: PlainDeployment, question: PlainQuestion): string | null {
  if (!isProduction(deployment, question)) return 'NOT_PRODUCTION';
  if (deployment.outcome === 'SUCCEEDED') return null;
  return deployment.outcome === null && deployment.rolledBackAt === null
    ? 'IN_PROGRESS'
    : 'NEVER_REACHED_PRODUCTION';
}

/** Whether one finished after another; of those at the same instant, the one that started last, or of greater id. */
function isLater(one: PlainDeployment, other: PlainDeployment): boolean {
  const [a, b] = [one, other].map((deployment) => ms(timeOf(deployment)));
  if (a !== b) return (a ?? 0) > (b ?? 0);
  const [s, t] = [one, other].map(({ startedAt }) => (startedAt === null ? -1 : ms(startedAt)));
  return s === t ? one.id > other.id : (s ?? 0) > (t ?? 0);
}

/** The deployments of the window that a question is about, those that do not count too, by when they finished. */
export function deploymentsOf(log: PlainLog, question: PlainQuestion): PlainDeployment[] {
  return log.deployments
    .filter((one) => question.filter.environments === null || isProduction(one, question))
    .filter((one) => isIn(question, timeOf(one)))
    .filter(({ service }) => isAbout(service, log, question))
    .sort((a, b) => (isLater(a, b) ? 1 : -1));
}

/** How a row shows its deployment. */
export const shownOf = ({
  id: deploymentId,
  service,
  environment,
  version,
  finishedAt,
}: PlainDeployment) => ({
  deploymentId,
  service,
  environment,
  version,
  finishedAt,
});

/** Who blames a deployment: first whoever names it, and of those who name none, whom it came just before. */
function blamesOf(deployment: PlainDeployment, log: PlainLog, question: PlainQuestion): PlainBlame[] {
  const { filter } = question;
  const reached = log.deployments.filter((one) => excludedAs(one, question) === null);
  const next = reached
    .filter((one) => one.service === deployment.service && isLater(one, deployment))
    .map((one) => ms(timeOf(one)));
  const finished = ms(timeOf(deployment));
  const until = Math.min(finished + filter.blameWindowHours * 3_600_000, ...next);
  return visibleIncidents(log, question).flatMap((incident): PlainBlame[] => {
    const excluded = leftOutAs(incident, question);
    const named = new Set(incident.blamed);
    if (incident.cause?.deploymentId != null) named.add(incident.cause.deploymentId);
    if (named.size > 0) return named.has(deployment.id) ? [{ incident, basis: 'EXPLICIT', excluded }] : [];
    const start = startOf(incident, 'IMPACT_STARTED', 'DETECTED', 'DECLARED');
    const isSuspect =
      filter.inferBlame &&
      excludedAs(deployment, question) === null &&
      ['UNKNOWN', 'CODE_CHANGE', 'CONFIG_CHANGE'].includes(incident.cause?.category ?? 'UNKNOWN') &&
      incident.services.includes(deployment.service) &&
      !incident.cleared.has(deployment.id) &&
      finished <= start &&
      start < until;
    return isSuspect ? [{ incident, basis: 'INFERRED', excluded }] : [];
  });
}

/** The first time of the first of these milestones that has one. */
function startOf(incident: PlainIncident, ...milestones: readonly string[]): number {
  const [first = ''] = milestones.flatMap((milestone) => timesOf(incident, milestone).slice(0, 1));
  return ms(first);
}

export function plainDeploymentMetrics(log: PlainLog, question: PlainQuestion) {
  const judged = deploymentsOf(log, question).map((deployment) => {
    const blames = blamesOf(deployment, log, question);
    const excluded = excludedAs(deployment, question);
    const rolledBack = deployment.rolledBackAt !== null;
    const failed = excluded === null && (rolledBack || blames.some((blame) => blame.excluded === null));
    const shown = shownOf(deployment);
    const blamedBy = blames.map(({ incident, basis, excluded }) => ({
      ...nameOf(incident),
      basis,
      excluded,
    }));
    return { deployment, blames, excluded, rolledBack, failed, shown, blamedBy };
  });
  const counted = judged.filter(({ excluded }) => excluded === null);
  const failures = judged.filter(({ failed }) => failed);
  // The blame of an incident that does not count is listed once, however many deployments it falls on.
  const notCounting = new Map(
    counted.flatMap(({ blames }) =>
      blames.filter(({ excluded }) => excluded !== null).map((blame) => [blame.incident.id, blame] as const),
    ),
  );
  const recoveries = failures.map(({ deployment, blamedBy, blames, shown }) => {
    const ending = recovery(
      deployment,
      blames.filter(({ excluded }) => excluded === null).map(({ incident }) => incident),
    );
    const excluded = ending.state === 'RECORDED' ? null : ending.state;
    return { ...shown, ...ending, excluded, blamedBy };
  });
  return {
    changeFailureRate: {
      ...shareOf(failures.length, counted.length),
      inferred: failures.filter(
        ({ blames, rolledBack }) =>
          !rolledBack && !blames.some(({ basis, excluded }) => basis === 'EXPLICIT' && excluded === null),
      ).length,
      excluded: tally([...judged, ...notCounting.values()]),
      contributions: judged.map(({ excluded, failed, rolledBack, shown, blamedBy }) => ({
        ...shown,
        excluded,
        failed,
        rolledBack,
        blamedBy,
      })),
    },
    deploymentFrequency: frequency(
      counted.map(({ deployment }) => deployment),
      judged.map(({ excluded, shown }) => ({ ...shown, excluded })),
      question,
    ),
    failedDeploymentRecoveryTime: {
      ...summaryOf(recoveries.flatMap(({ seconds }) => seconds ?? [])),
      excluded: tally([...recoveries, ...notCounting.values()]),
      contributions: recoveries,
    },
  };
}

/** Finished → the earlier of the rollback's finish and the last resolve of the incidents that blame it. */
function recovery({ finishedAt, rolledBackAt }: PlainDeployment, incidents: readonly PlainIncident[]) {
  const resolves = incidents.map((incident) => plainDuration(incident, 'DECLARED', 'RESOLVED', 'LAST'));
  const isOpen = resolves.some(({ state }) => state === 'PENDING');
  const last = isOpen
    ? undefined
    : resolves
        .flatMap(({ endedAt }) => endedAt ?? [])
        .sort((a, b) => ms(b) - ms(a))
        .at(0);
  const byRollback = rolledBackAt !== null && (last === undefined || ms(rolledBackAt) <= ms(last));
  const endedAt = byRollback ? rolledBackAt : (last ?? null);
  const startedAt = finishedAt;
  if (endedAt === null || startedAt === null)
    return {
      state: isOpen ? 'PENDING' : 'NOT_APPLICABLE',
      seconds: null,
      startedAt,
      endedAt,
      recoveredBy: null,
    };
  const seconds = (ms(endedAt) - ms(startedAt)) / 1000;
  return {
    state: seconds < 0 ? 'INVALID' : 'RECORDED',
    seconds: seconds < 0 ? null : seconds,
    startedAt,
    endedAt,
    recoveredBy: byRollback ? 'ROLLBACK' : 'RESOLVE',
  };
}

/** Counted deployments per day of the window. */
function frequency<Row extends { readonly excluded: string | null }>(
  counted: readonly PlainDeployment[],
  contributions: readonly Row[],
  { now, window }: PlainQuestion,
) {
  const day = 86_400_000;
  const to = ms(window.to ?? now);
  const [first] = counted;
  const sinceFirst = first === undefined ? 0 : Math.max(1, (to - ms(timeOf(first))) / day);
  const days = window.from === null ? sinceFirst : Math.max(0, (to - ms(window.from)) / day);
  return {
    value: days === 0 ? null : counted.length / days,
    numerator: counted.length,
    denominator: days,
    excluded: tally(contributions),
    contributions,
  };
}
