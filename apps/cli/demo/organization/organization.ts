import { alertStep, noise } from './alerts.js';
import { hasAlert } from './beginning.js';
import { DAY, type Rhythm, iso } from './calendar.js';
import { catalog } from './catalog.js';
import { Chance } from './chance.js';
import { deploymentSteps, deployments } from './deployments.js';
import { duplicatePlan } from './duplicate.js';
import type { IncidentPlan } from './incident-plan.js';
import { type Month, afterTheMove, incidentsOf } from './incidents.js';
import { incidentsOpenAt } from './open-incidents.js';
import { response } from './response.js';
import type { Lane, Organization } from './step.js';

/** Which organization. The same one comes out the same, down to every text and second. */
export interface Which {
  /** RFC 3339; the end of the time that is told of, not included. */
  readonly until: string;
  /** How many months of about 30 days before that. */
  readonly months: number;
  readonly seed: number;
}

/** How much happens in a month. */
const monthly = { deployments: 126, incidents: 27, incidentsAfterTheMove: 40, noise: 14 };

/** Where the first of so many months before a time begins. */
export const beginningOf = (until: number, months: number): number =>
  until - Math.round((months * 365) / 12) * DAY;

/** A company that delivers groceries, and what went wrong there. */
export function organization({ months, seed, ...which }: Which): Organization {
  const until = Date.parse(which.until);
  const from = beginningOf(until, months);
  const chance = new Chance(`tidewick/${seed}/${months}`);
  const moved = afterTheMove(until);
  const restless: Rhythm = (at) => (moved(at) ? 3 : 1);
  const made = deployments(
    { count: monthly.deployments * months, from, until },
    restless,
    chance.of('deployments'),
  );
  const plans = [...incidents(until, months, made, chance), ...incidentsOpenAt(until, chance.of('open'))];
  const told = plans.map((plan) => response(plan, until));
  return {
    name: `tidewick/${seed}`,
    from: iso(from),
    until: iso(until),
    phases: [
      catalog(from, until),
      [
        ...made.map((one) => deploymentSteps(one, until, chance.of(one.name))),
        ...plans.flatMap(alertLanes).filter(([first]) => first && Date.parse(first.occurredAt) < until),
        ...noise(monthly.noise * months, from, until, chance.of('noise')),
      ],
      // One after the other, so that the references follow the order of time.
      [told.flatMap((lane) => lane.filter(isDeclaration)).toSorted(byTime)],
      told.map((lane) => lane.filter((step) => !isDeclaration(step))).filter((lane) => lane.length > 0),
    ],
  };

  function alertLanes(plan: IncidentPlan): Lane[] {
    const own = hasAlert(plan) ? [[alertStep(plan, 'FIRING')]] : [];
    return plan.fate === 'DUPLICATED' ? [...own, [alertStep(duplicatePlan(plan), 'FIRING')]] : own;
  }
}

function incidents(
  until: number,
  months: number,
  made: Parameters<typeof incidentsOf>[2],
  chance: Chance,
): readonly IncidentPlan[] {
  const moved = afterTheMove(until);
  const plans: IncidentPlan[] = [];
  for (let number = months - 1; number >= 0; number -= 1) {
    const month: Month = {
      number,
      from: beginningOf(until, number + 1),
      until: beginningOf(until, number),
    };
    const middle = (month.from + month.until) / 2;
    const count = moved(middle) ? monthly.incidentsAfterTheMove : monthly.incidents;
    const rhythm: Rhythm = (at) => (moved(at) ? 1 : 0.55);
    plans.push(...incidentsOf(month, { count, rhythm }, made, plans, chance.of(`incidents-${number}`)));
  }
  return plans;
}

const isDeclaration = ({ mutation }: Lane[number]): boolean => mutation === 'declareIncident';

const byTime = (one: Lane[number], other: Lane[number]): number =>
  one.occurredAt < other.occurredAt ? -1 : one.occurredAt > other.occurredAt ? 1 : 0;
