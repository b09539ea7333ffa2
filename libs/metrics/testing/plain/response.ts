import type { PlainIncident } from './incident.js';
import type { PlainLog } from './log.js';
import {
  type PlainQuestion,
  incidentsOf,
  isIn,
  leftOutAs,
  ms,
  nameOf,
  shareOf,
  summaryOf,
  tally,
} from './question.js';

const isVoid = ({ status }: PlainIncident): boolean => status === 'CANCELLED' || status === 'MERGED';
const isOver = ({ status }: PlainIncident): boolean => status === 'RESOLVED' || status === 'CLOSED';

/** How the response keeps its word, and how fast it takes back what broke. */
export function plainResponseMetrics(log: PlainLog, question: PlainQuestion) {
  const incidents = incidentsOf(log, question);
  const promises = incidents.flatMap((incident) => promisesOf(incident, question));
  const postmortems = incidents.flatMap((incident) => postmortemOf(incident, question));
  const rollbacks = incidents.flatMap((incident) => rollbacksOf(incident, question));
  const keptOf = promises.filter(({ excluded }) => excluded === null);
  const owed = postmortems.filter(({ excluded }) => excluded === null);
  const worked = rollbacks.filter(({ excluded }) => excluded === null);
  return {
    updateDiscipline: {
      ...shareOf(keptOf.filter(({ kept }) => kept).length, keptOf.length),
      excluded: tally(promises),
      contributions: promises,
    },
    postmortemDiscipline: {
      ...shareOf(owed.filter(({ inTime }) => inTime).length, owed.length),
      excluded: tally(postmortems),
      contributions: postmortems,
    },
    rollbackTime: {
      ...summaryOf(worked.flatMap(({ seconds }) => seconds ?? [])),
      withinTarget: shareOf(worked.filter(({ withinTarget }) => withinTarget).length, worked.length),
      excluded: tally(rollbacks),
      contributions: rollbacks,
    },
  };
}

/** Whom an update reaches: a wider audience has the narrower ones in it. */
const reached: Readonly<Record<string, readonly string[]>> = {
  INTERNAL: ['INTERNAL', 'STAKEHOLDERS', 'PUBLIC'],
  STAKEHOLDERS: ['STAKEHOLDERS', 'PUBLIC'],
  PUBLIC: ['PUBLIC'],
};

/** Each promise that fell due in the window: updates published by the time promised ÷ promises. */
function promisesOf(incident: PlainIncident, question: PlainQuestion) {
  const updates = incident.updates.toSorted((one, other) => ms(one.publishedAt) - ms(other.publishedAt));
  return updates.flatMap(({ audience, promisedFor: dueAt, publishedAt: promisedAt, updateId }, index) => {
    if (dueAt === null || !isIn(question, dueAt)) return [];
    const keeps = reached[audience] ?? [];
    const keptAt =
      updates.slice(index + 1).find((next) => keeps.includes(next.audience))?.publishedAt ?? null;
    const kept = keptAt !== null && ms(keptAt) <= ms(dueAt);
    const isWaiting = keptAt === null && ms(question.now) <= ms(dueAt);
    const why = isMoot(incident, promisedAt, dueAt, keptAt) ? 'MOOT' : isWaiting ? 'PENDING' : null;
    const excluded = leftOutAs(incident, question) ?? (kept ? null : why);
    return [{ ...nameOf(incident), updateId, audience, promisedAt, dueAt, keptAt, kept, excluded }];
  });
}

/** Nobody waited for the update any longer when it fell due. */
function isMoot(incident: PlainIncident, promisedAt: string, dueAt: string, keptAt: string | null): boolean {
  if (isVoid(incident)) return keptAt === null;
  const { CLOSED = [], RESOLVED = [] } = incident.times;
  if ([...RESOLVED, ...CLOSED].some((end) => ms(promisedAt) <= ms(end) && ms(end) <= ms(dueAt))) return true;
  const lastResolve = RESOLVED.at(-1);
  return isOver(incident) && lastResolve !== undefined && ms(lastResolve) <= ms(promisedAt);
}

/** A required postmortem that fell due in the window: published within due ÷ required. */
function postmortemOf(incident: PlainIncident, question: PlainQuestion) {
  const { postmortem, times } = incident;
  if (postmortem === null || !isIn(question, postmortem.dueAt)) return [];
  const { dueAt, firstDueAt, waived } = postmortem;
  const publishedAt = times['POSTMORTEM_PUBLISHED']?.[0] ?? null;
  const why = (): string | null => {
    if (waived) return 'WAIVED';
    if (publishedAt !== null) return null;
    if (isVoid(incident)) return 'MOOT';
    return !isOver(incident) || ms(question.now) <= ms(dueAt) ? 'PENDING' : null;
  };
  return [
    {
      ...nameOf(incident),
      dueAt,
      firstDueAt,
      publishedAt,
      inTime: publishedAt !== null && ms(publishedAt) <= ms(dueAt),
      excluded: leftOutAs(incident, question) ?? why(),
    },
  ];
}

/** Each ROLLBACK mitigation that ended in the window, or goes on in it: started → verified as WORKED. */
function rollbacksOf(incident: PlainIncident, question: PlainQuestion) {
  const { from, to } = question.window;
  return [...incident.rollbacks].flatMap(([mitigationId, { deploymentId, endedAt, outcome, startedAt }]) => {
    const goesOn =
      endedAt === null &&
      (to === null || ms(startedAt) < ms(to)) &&
      (from === null || ms(from) <= ms(question.now));
    if (!goesOn && (endedAt === null || !isIn(question, endedAt))) return [];
    const targetSeconds = incident.rollbackWithinSeconds;
    const worked = outcome === 'WORKED' ? endedAt : null;
    const seconds = worked === null ? null : (ms(worked) - ms(startedAt)) / 1000;
    const state = goesOn
      ? 'PENDING'
      : seconds === null
        ? 'NOT_APPLICABLE'
        : seconds < 0
          ? 'INVALID'
          : 'RECORDED';
    const failed = state === 'NOT_APPLICABLE' ? 'DID_NOT_WORK' : state;
    const excluded = leftOutAs(incident, question) ?? (state === 'RECORDED' ? null : failed);
    return [
      {
        ...nameOf(incident),
        mitigationId,
        deploymentId,
        state,
        seconds: state === 'RECORDED' ? seconds : null,
        startedAt,
        endedAt: worked,
        targetSeconds,
        withinTarget: excluded === null && seconds !== null ? seconds < targetSeconds : null,
        excluded,
      },
    ];
  });
}
