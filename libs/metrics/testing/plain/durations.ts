import type { PlainIncident } from './incident.js';
import type { PlainLog } from './log.js';
import {
  type PlainQuestion,
  declaredAt,
  incidentsOf,
  isIn,
  leftOutAs,
  ms,
  nameOf,
  summaryOf,
  tally,
  timesOf,
} from './question.js';

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
function isAhead(milestone: string, incident: PlainIncident): boolean {
  const { status } = incident;
  switch (milestone) {
    case 'IMPACT_ENDED':
      // Of what began, somebody still has to say that it ended.
      return (
        open.includes(status) || (status === 'RESOLVED' && timesOf(incident, 'IMPACT_STARTED').length > 0)
      );
    case 'MITIGATED':
      return status === 'DECLARED' || status === 'ACKNOWLEDGED';
    case 'CLOSED':
      return open.includes(status) || status === 'RESOLVED';
    case 'POSTMORTEM_PUBLISHED':
      // Of a closed incident, only what is owed is waited for.
      if (status === 'CLOSED') return incident.postmortem !== null && !incident.postmortem.waived;
      return open.includes(status) || status === 'RESOLVED';
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
      const declared = declaredAt(incident);
      if (state !== 'PENDING') return isIn(question, incident.times['RESOLVED']?.at(-1) ?? declared);
      const { from, to } = question.window;
      const ranBefore = to === null || ms(startedAt ?? declared) < ms(to);
      return ranBefore && (from === null || ms(from) <= ms(question.now));
    })
    .map(({ incident, ...measured }) => ({
      ...nameOf(incident),
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
