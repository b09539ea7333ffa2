import type { PlainIncident, PlainLog } from './log.js';
import { type PlainQuestion, isIn, leftOutAs, ms, summaryOf, tally, timesOf } from './question.js';

/** From which milestone to which, and whose first or last time: metrics.md, word by word. */
export const namedDurations = {
  timeToDetect: ['IMPACT_STARTED', 'DETECTED', 'FIRST'],
  timeToAcknowledge: ['DECLARED', 'ACKNOWLEDGED', 'FIRST'],
  timeToIdentify: ['DECLARED', 'IDENTIFIED', 'FIRST'],
  timeToMitigate: ['DECLARED', 'MITIGATED', 'FIRST'],
  timeToResolve: ['DECLARED', 'RESOLVED', 'LAST'],
  timeToFirstResolve: ['DECLARED', 'RESOLVED', 'FIRST'],
  timeToRecover: ['IMPACT_STARTED', 'IMPACT_ENDED', 'LAST'],
  timeToFirstUpdate: ['DECLARED', 'FIRST_UPDATE', 'FIRST'],
} as const;

const open = ['DECLARED', 'ACKNOWLEDGED', 'MITIGATED'];

/** Whether an incident has still to come to a milestone, for the first time or, after a reopening, again. */
function isAhead(milestone: string, { status }: PlainIncident): boolean {
  switch (milestone) {
    case 'MITIGATED':
      return status === 'DECLARED' || status === 'ACKNOWLEDGED';
    case 'CLOSED':
      return open.includes(status) || status === 'RESOLVED';
    case 'POSTMORTEM_PUBLISHED':
      return status !== 'CANCELLED' && status !== 'MERGED';
    default:
      return open.includes(status);
  }
}

/** Milestones of which a reopening takes back that they were reached. */
const undone = ['MITIGATED', 'RESOLVED', 'CLOSED'];

export interface PlainDuration {
  readonly state: string;
  readonly seconds: number | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export function plainDuration(
  incident: PlainIncident,
  from: string,
  to: string,
  occurrence: string,
  fromOccurrence = 'FIRST',
): PlainDuration {
  const at = (milestone: string, which: string): string | undefined => {
    const times = timesOf(incident, milestone);
    if (which === 'FIRST') return times[0];
    return undone.includes(milestone) && isAhead(milestone, incident) ? undefined : times[times.length - 1];
  };
  const startedAt = at(from, fromOccurrence) ?? null;
  const endedAt = at(to, occurrence) ?? null;
  if (startedAt === null && timesOf(incident, from).length > 0)
    return { state: 'PENDING', seconds: null, startedAt: null, endedAt: null };
  if (endedAt === null) {
    const state = isAhead(to, incident) ? 'PENDING' : 'NOT_APPLICABLE';
    return { state, seconds: null, startedAt, endedAt };
  }
  if (startedAt === null) return { state: 'NOT_APPLICABLE', seconds: null, startedAt, endedAt };
  const seconds = (ms(endedAt) - ms(startedAt)) / 1000;
  return seconds < 0
    ? { state: 'INVALID', seconds: null, startedAt, endedAt }
    : { state: 'RECORDED', seconds, startedAt, endedAt };
}

/** The incidents that a question is about, by when they were declared. */
export function incidentsOf({ incidents, services }: PlainLog, { filter }: PlainQuestion): PlainIncident[] {
  const teamOf = (name: string) => services.find((service) => service.name === name)?.team ?? null;
  const isAsked = (service: string) => {
    const team = teamOf(service);
    return (
      (filter.services === null || filter.services.includes(service)) &&
      (filter.teams === null || (team !== null && filter.teams.includes(team)))
    );
  };
  return incidents
    .filter(({ severity }) => filter.severities === null || filter.severities.includes(severity))
    .filter(
      (incident) => (filter.services === null && filter.teams === null) || incident.services.some(isAsked),
    )
    .sort((a, b) => declared(a) - declared(b) || (a.id < b.id ? -1 : 1));
}

const declared = ({ times }: PlainIncident): number => ms(times['DECLARED']?.[0] ?? '');

/** A duration over all incidents that a question is about. */
export function plainDurationMetric(
  log: PlainLog,
  question: PlainQuestion,
  [from, to, occurrence, fromOccurrence]: readonly [string, string, string, string?],
) {
  const contributions = incidentsOf(log, question)
    .map((incident) => ({ incident, ...plainDuration(incident, from, to, occurrence, fromOccurrence) }))
    .filter(({ incident, state, startedAt, endedAt }) => {
      if (endedAt !== null) return isIn(question, endedAt);
      const [declaredAt = ''] = incident.times['DECLARED'] ?? [];
      if (state !== 'PENDING') return isIn(question, incident.times['RESOLVED']?.at(-1) ?? declaredAt);
      const { from, to } = question.window;
      const ranBefore = to === null || ms(startedAt ?? declaredAt) < ms(to);
      return ranBefore && (from === null || ms(from) <= ms(question.now));
    })
    .map(({ incident, ...measured }) => ({
      incidentId: incident.id,
      reference: incident.reference,
      reopens: incident.reopens,
      ...measured,
      excluded: leftOutAs(incident, question) ?? (measured.state === 'RECORDED' ? null : measured.state),
    }));
  const counted = contributions.filter(({ excluded }) => excluded === null);
  return {
    ...summaryOf(counted.flatMap(({ seconds }) => seconds ?? [])),
    reopens: counted.reduce((sum, { reopens }) => sum + reopens, 0),
    excluded: tally(contributions),
    contributions,
  };
}
