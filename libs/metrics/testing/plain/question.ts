import type { PlainIncident } from './incident.js';
import type { PlainLog } from './log.js';

/** A question, with everything that may be left out of it given. */
export interface PlainQuestion {
  readonly window: { readonly from: string | null; readonly to: string | null };
  readonly filter: {
    readonly services: readonly string[] | null;
    readonly teams: readonly string[] | null;
    readonly severities: readonly string[] | null;
    readonly environments: readonly string[] | null;
    readonly include: readonly string[];
    readonly inferBlame: boolean;
    readonly blameWindowHours: number;
  };
  readonly now: string;
  /** Narrows the question to what one service or team has; null is what has none. */
  readonly group?: { readonly by: 'SERVICE' | 'TEAM'; readonly key: string | null };
}

/** Whether a question is about a service. */
export function isAbout(service: string, { services }: PlainLog, { filter, group }: PlainQuestion): boolean {
  const team = services.find(({ name }) => name === service)?.team ?? null;
  if (filter.services !== null && !filter.services.includes(service)) return false;
  if (filter.teams !== null && (team === null || !filter.teams.includes(team))) return false;
  return group === undefined || group.key === (group.by === 'TEAM' ? team : service);
}

/** The incidents that a question is about, by when they were declared: they touch one of its services. */
export function incidentsOf(log: PlainLog, question: PlainQuestion): PlainIncident[] {
  const { filter, group } = question;
  const isNarrow = filter.services !== null || filter.teams !== null || (group && group.key !== null);
  return visibleIncidents(log, question).filter(({ services }) =>
    services.length === 0 ? !isNarrow : services.some((service) => isAbout(service, log, question)),
  );
}

/** The incidents that bear on a question, whatever they touch. */
export function visibleIncidents({ incidents }: PlainLog, { filter }: PlainQuestion): PlainIncident[] {
  return incidents
    .filter(({ severity }) => filter.severities === null || filter.severities.includes(severity))
    .sort((a, b) => ms(declaredAt(a)) - ms(declaredAt(b)) || (a.id < b.id ? -1 : 1));
}

export const declaredAt = ({ times }: PlainIncident): string => times['DECLARED']?.[0] ?? '';

/** How a row names its incident. */
export const nameOf = ({ id, reference }: PlainIncident) => ({ incidentId: id, reference });

/** Milliseconds since 1970. */
export const ms = (time: string): number => new Date(time).getTime();

/** Whether a time lies in [from, to). */
export const isIn = ({ window: { from, to } }: PlainQuestion, time: string): boolean =>
  (from === null || ms(from) <= ms(time)) && (to === null || ms(time) < ms(to));

/** Left out by default, and listed as left out: drills, cancelled, merged. */
export function leftOutAs(incident: PlainIncident, { filter: { include } }: PlainQuestion): string | null {
  if (incident.drill && !include.includes('DRILLS')) return 'DRILL';
  if (incident.status === 'CANCELLED' && !include.includes('CANCELLED')) return 'CANCELLED';
  if (incident.status === 'MERGED' && !include.includes('MERGED')) return 'MERGED';
  return null;
}

/** How many are left out for each reason. */
export function tally(rows: readonly { readonly excluded: string | null }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { excluded } of rows) if (excluded !== null) counts[excluded] = (counts[excluded] ?? 0) + 1;
  return counts;
}

/** Every time of a milestone. Those of the impact follow from its windows: from the first start to the last end. */
export function timesOf({ impacts, impactStartedAt, times }: PlainIncident, milestone: string): string[] {
  const windows = [...impacts.values()];
  if (milestone === 'IMPACT_STARTED') {
    const said = impactStartedAt === null ? [] : [impactStartedAt];
    return [...said, ...windows.map(({ from }) => from)].sort((a, b) => ms(a) - ms(b)).slice(0, 1);
  }
  if (milestone === 'IMPACT_ENDED') {
    const ends = windows.flatMap(({ until }) => until ?? []);
    return ends.length < windows.length ? [] : ends.sort((a, b) => ms(b) - ms(a)).slice(0, 1);
  }
  return times[milestone] ?? [];
}

/** Position (n − 1)·q of the numbers in order; between two, as far between them as the position is. */
export function quantile(numbers: readonly number[], q: number): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (position % 1);
}

/** How many of how many. */
export const shareOf = (numerator: number, denominator: number) => ({
  value: denominator === 0 ? null : numerator / denominator,
  numerator,
  denominator,
});

/** Count, mean, percentiles and the greatest of some seconds. */
export const summaryOf = (seconds: readonly number[]) => ({
  count: seconds.length,
  meanSeconds: seconds.length === 0 ? null : seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
  p50Seconds: quantile(seconds, 0.5),
  p90Seconds: quantile(seconds, 0.9),
  p95Seconds: quantile(seconds, 0.95),
  maxSeconds: seconds.length === 0 ? null : Math.max(...seconds),
});
