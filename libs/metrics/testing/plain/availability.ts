import type { PlainImpact, PlainIncident } from './incident.js';
import type { PlainLog } from './log.js';
import { type PlainQuestion, isAbout, leftOutAs, ms, nameOf, tally, visibleIncidents } from './question.js';

/** An impact of the window, in milliseconds, cut at its edges; one that is open lasts until now. */
interface Suffering {
  readonly incident: PlainIncident;
  readonly impactId: string;
  readonly impact: PlainImpact;
  readonly from: number;
  readonly to: number;
  readonly excluded: string | null;
}

/** 1 − (union of major outages + ½ × union of partial outages not already covered) ÷ window, for each service. */
export function plainAvailability(log: PlainLog, question: PlainQuestion) {
  const now = ms(question.now);
  const start = question.window.from === null ? -Infinity : ms(question.window.from);
  const end = question.window.to === null ? now : ms(question.window.to);
  const passed = Math.min(end, now);
  const suffered = visibleIncidents(log, question)
    .flatMap((incident) =>
      [...incident.impacts].map(([impactId, impact]): Suffering => {
        const { from, level, until } = impact;
        return {
          incident,
          impactId,
          impact,
          from: Math.max(start, ms(from)),
          to: Math.min(passed, until === null ? now : ms(until)),
          excluded: leftOutAs(incident, question) ?? (level === 'DEGRADED' ? 'NO_OUTAGE' : null),
        };
      }),
    )
    .filter(({ from, to }) => from < to)
    .filter(({ impact }) => isAbout(impact.service, log, question));
  const inUse = log.services.filter(({ name, retired }) => !retired && isAbout(name, log, question));
  const names = [...inUse.map(({ name }) => name), ...suffered.map(({ impact }) => impact.service)];
  const services = [...new Set(names)].sort().map((service) => {
    const all = suffered.filter(({ impact }) => impact.service === service);
    const counted = countedSeconds(
      all.filter(({ excluded }) => excluded === null),
      now,
    );
    const contributions = all
      .sort((a, b) => ms(a.impact.from) - ms(b.impact.from) || (a.impactId < b.impactId ? -1 : 1))
      .map((one) => ({
        ...nameOf(one.incident),
        impactId: one.impactId,
        service,
        level: one.impact.level,
        from: one.impact.from,
        until: one.impact.until,
        seconds: (one.to - one.from) / 1000,
        countedSeconds: counted.get(one) ?? 0,
        excluded: one.excluded,
      }));
    const lost = (level: string): number =>
      Math.round(
        contributions
          .filter((one) => one.level === level)
          .reduce((sum, one) => sum + one.countedSeconds * 1000, 0),
      ) / 1000;
    const target = log.services.find(({ name }) => name === service)?.availabilityTarget ?? 0.998;
    return { service, contributions, lost, target };
  });
  const contributions = services.flatMap((one) => one.contributions);
  const windowSeconds = start === -Infinity ? null : Math.max(0, passed - start) / 1000;
  const wholeSeconds = start === -Infinity ? null : Math.max(0, end - start) / 1000;
  return {
    services: services.map(({ lost, service, target }) => {
      const [majorOutageSeconds, partialOutageSeconds] = [lost('MAJOR_OUTAGE'), lost('PARTIAL_OUTAGE')];
      const downSeconds = majorOutageSeconds + partialOutageSeconds / 2;
      const value = windowSeconds === null || windowSeconds === 0 ? null : 1 - downSeconds / windowSeconds;
      const budget = wholeSeconds === null ? null : Math.round((1 - target) * wholeSeconds * 1000) / 1000;
      const left = budget === null ? null : Math.round((budget - downSeconds) * 2000) / 2000;
      return {
        service,
        value,
        windowSeconds,
        majorOutageSeconds,
        partialOutageSeconds,
        downSeconds,
        target,
        // In millionths of a millionth, since a binary fraction may miss a decimal one.
        metTarget: value === null ? null : Math.round(value * 1e12) >= Math.round(target * 1e12),
        errorBudgetSeconds: budget,
        errorBudgetLeftSeconds: left,
        errorBudgetLeft: left === null || budget === null || budget === 0 ? null : left / budget,
      };
    }),
    excluded: tally(contributions),
    contributions,
  };
}

/**
 * How much of each outage of a service counts. Between two instants at which one begins or ends nothing changes: that
 * time counts for the worst outage that goes on; of several, for the one that began first, then for the longest.
 */
function countedSeconds(outages: readonly Suffering[], now: number): ReadonlyMap<Suffering, number> {
  const counted = new Map<Suffering, number>();
  const length = ({ impact: { from, until } }: Suffering): number =>
    (until === null ? now : ms(until)) - ms(from);
  const worstFirst = [...outages].sort(
    (a, b) =>
      Number(b.impact.level === 'MAJOR_OUTAGE') - Number(a.impact.level === 'MAJOR_OUTAGE') ||
      ms(a.impact.from) - ms(b.impact.from) ||
      length(b) - length(a),
  );
  const edges = [...new Set(outages.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    const one = worstFirst.find((outage) => outage.from <= from && from < outage.to);
    if (one && to !== undefined) counted.set(one, (counted.get(one) ?? 0) + (to - from) / 1000);
  }
  return counted;
}
