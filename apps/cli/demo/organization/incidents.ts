import type { Severity } from '#incident';
import { DAY, type Rhythm, SECOND, timeIn, trade } from './calendar.js';
import { changeTroubles } from './change-troubles.js';
import type { Chance } from './chance.js';
import type { DemoDeployment } from './deployments.js';
import { type Fate, type IncidentPlan, detectionOf, strikes, timesOf } from './incident-plan.js';
import { otherTroubles } from './other-troubles.js';
import type { Trouble } from './trouble.js';

/** A stretch of the time, of about a month. */
export interface Month {
  /** 0 is the last one. */
  readonly number: number;
  readonly from: number;
  readonly until: number;
}

interface Card {
  readonly severity: Severity;
  readonly fate: Fate;
}

const card = (severity: Severity, fate: Fate = 'USUAL'): Card => ({ severity, fate });
const times = (count: number, one: Card): Card[] => Array.from({ length: Math.max(0, count) }, () => one);

/** What a month brings: something of everything, so that no question goes without an answer, and mostly the usual. */
function deal({ number }: Month, count: number): readonly Card[] {
  const special = [
    card('P3', 'FALSE_ALARM'),
    card('P2', 'FALSE_ALARM'),
    card('P1', 'DRILL'),
    card('P2', 'REOPENED'),
    card('P2', 'DUPLICATED'),
    card('P2', 'RECURRENCE'),
    card('P3', 'RECURRENCE'),
    ...times(number % 2 === 0 ? 1 : 0, card('P2', 'RESTRICTED')),
    ...times(number % 3 === 0 ? 1 : 0, card('P0')),
    ...times(2 + (number % 2), card('P1')),
    ...times(Math.round(count / 5), card('P2')),
  ];
  return [...special, ...times(count - special.length, card('P3'))];
}

/**
 * The incidents of a month, in the order of their starts: those that its bad deployments bring, and others.
 *
 * @param before those of the months before, which may come again
 */
export function incidentsOf(
  month: Month,
  { count, rhythm }: { count: number; rhythm: Rhythm },
  deployments: readonly DemoDeployment[],
  before: readonly IncidentPlan[],
  chance: Chance,
): readonly IncidentPlan[] {
  const cards = chance.shuffled(deal(month, count));
  const bad = deployments.filter((one) => one.fate === 'BAD' && within(month, one.finishedAt));
  const plans: IncidentPlan[] = [];
  const repeating: { readonly name: string; readonly own: Chance; readonly card: Card }[] = [];
  for (const [n, dealt] of cards.entries()) {
    const own = chance.of(n);
    const name = `incident/${month.number}-${n}`;
    if (dealt.fate === 'RECURRENCE') repeating.push({ name, own, card: dealt });
    else
      plans.push(
        fromChange(name, dealt, bad, own) ??
          withSuspect(byItself(name, dealt, month, rhythm, own), deployments),
      );
  }
  const all = [...before, ...plans];
  const repeated = repeating.map(({ name, own, card: dealt }) => again(name, dealt, month, all, own));
  return [...plans, ...repeated].toSorted((one, other) => one.times.started - other.times.started);
}

const within = ({ from, until }: Month, at: number): boolean => at >= from && at < until - DAY;

/** Takes the first bad deployment that can have brought it out of those that are left. */
function fromChange(
  name: string,
  { fate, severity }: Card,
  bad: DemoDeployment[],
  chance: Chance,
): IncidentPlan | null {
  if (fate === 'FALSE_ALARM' || fate === 'DRILL' || fate === 'RESTRICTED') return null;
  const fitting = (deployment: DemoDeployment) =>
    changeTroubles.filter(
      (one) => one.services.includes(deployment.service) && one.severities.includes(severity),
    );
  const place = bad.findIndex((deployment) => fitting(deployment).length > 0);
  const [deployment] = place < 0 ? [] : bad.splice(place, 1);
  if (!deployment) return null;
  const trouble = chance.pick(fitting(deployment));
  const started = deployment.finishedAt + Math.round(Math.max(1, chance.around(14, 0.9)) * 60) * SECOND;
  const struck = { ...trouble, services: [deployment.service] };
  return { ...plan(name, { fate, severity }, struck, started, chance), deployment };
}

function byItself(name: string, dealt: Card, month: Month, rhythm: Rhythm, chance: Chance): IncidentPlan {
  const trouble = chance.pick(otherTroubles.filter(({ severities }) => severities.includes(dealt.severity)));
  const at = (instant: number) => trade(instant) * rhythm(instant);
  return plan(name, dealt, trouble, timeIn(month.from, month.until, at, chance), chance);
}

/** Whatever was deployed last before it is blamed at first now and then, and cleared when the cause is known. */
function withSuspect(incident: IncidentPlan, deployments: readonly DemoDeployment[]): IncidentPlan {
  const {
    chance,
    fate,
    service,
    times: { started },
  } = incident;
  const suspect = deployments.findLast(
    ({ environment, fate: went, finishedAt, service: name }) =>
      name === service.name &&
      environment === 'production' &&
      went === 'FINE' &&
      finishedAt < started &&
      finishedAt > started - DAY,
  );
  const blamed = fate === 'USUAL' && suspect && chance.of('suspect').happens(0.6);
  return blamed ? { ...incident, suspect } : incident;
}

/** The same trouble as that of an earlier incident of the last 80 days, if there is one that may be told of. */
function again(
  name: string,
  dealt: Card,
  month: Month,
  all: readonly IncidentPlan[],
  chance: Chance,
): IncidentPlan {
  const started = timeIn(month.from + 10 * DAY, month.until, trade, chance);
  const earlier = all.filter(
    ({ fate, times: { closed, started: then }, trouble }) =>
      (fate === 'USUAL' || fate === 'REOPENED') &&
      closed < started &&
      then > started - 80 * DAY &&
      trouble.severities.includes(dealt.severity),
  );
  if (earlier.length === 0) return byItself(name, card(dealt.severity), month, trade, chance);
  const { name: repeats, service, trouble } = chance.pick(earlier);
  return { ...plan(name, dealt, { ...trouble, services: [service.name] }, started, chance), repeats };
}

/** An incident of its own, from what is known of it at its start. */
export function plan(
  name: string,
  { fate, severity }: Card,
  trouble: Trouble,
  started: number,
  chance: Chance,
): IncidentPlan {
  const detectedBy = fate === 'DRILL' ? 'EMPLOYEE' : detectionOf(trouble, chance);
  return {
    name,
    fate,
    severity,
    trouble,
    service: strikes(trouble, chance),
    detectedBy,
    times: timesOf(started, severity, detectedBy, chance),
    chance,
  };
}

/** Whether it lies in the weeks after the move to other data centers, in which much goes wrong. */
export const afterTheMove = (until: number) => {
  const moved = until - 150 * DAY;
  return (at: number): boolean => at >= moved && at < moved + 24 * DAY;
};
