import type { ImpactLevel } from '#incident';
import { Chronicle } from './chronicle.js';
import { type IncidentContribution, named } from './contribution.js';
import { type CountedOutage, type Outage, countOnce } from './downtime.js';
import { type ErrorBudget, errorBudget } from './error-budget.js';
import { type Definition, type Exclusion, type ExclusionReason, counts, exclusions } from './exclusion.js';
import type { ImpactFacts, IncidentFacts } from './facts.js';
import type { Span } from './question.js';
import { type Survey, type TimelessSurvey, leftOut, timeless } from './survey.js';
import { SECOND, instant } from './time.js';

/** What of a service is to be available where nobody has said: 99.8 %. */
const DEFAULT_AVAILABILITY_TARGET = 0.998;

/** Impact on a service in the window, and how much of it counts. */
export interface ImpactOnService extends IncidentContribution, Pick<ImpactFacts, 'service' | 'level'> {
  readonly impactId: string;
  readonly from: string;
  /** Null while it goes on. */
  readonly until: string | null;
  /** How long it was, as far as it lies in the window. */
  readonly seconds: number;
  /** What of that counts for this one: each instant counts once, for the worst impact that went on then. */
  readonly countedSeconds: number;
}

/** How much of the window a service was available. */
export interface ServiceAvailability extends ErrorBudget {
  readonly service: string;
  /** The share of the time, from 0 to 1; null in a window without time, and in one without a start. */
  readonly value: number | null;
  /** What of the window has passed. */
  readonly windowSeconds: number | null;
  readonly majorOutageSeconds: number;
  /** Without what a major outage covers. */
  readonly partialOutageSeconds: number;
  /** A second of partial outage is half a second. */
  readonly downSeconds: number;
}

export interface Availability extends Definition {
  /** By name. */
  readonly services: readonly ServiceAvailability[];
  readonly excluded: readonly Exclusion[];
  /** By service, and when they began. */
  readonly contributions: readonly ImpactOnService[];
}

/**
 * How available each service was that is in use or that suffered, of those that the question is about. What is left
 * out are windows of impact.
 */
export function availability(survey: Survey): Availability {
  const elapsed = elapsedOf(survey);
  const measured = [...impactByService(survey)].map(([service, cuts]) => {
    const counted = countOnce(cuts.filter(counts));
    return {
      impacts: contributionsOf(cuts, counted),
      availability: measure(service, counted, elapsed, survey),
    };
  });
  const contributions = measured.flatMap(({ impacts }) => impacts);
  return {
    services: measured.map(({ availability }) => availability),
    excluded: exclusions(contributions),
    definition:
      'The share of the window, as far as it has passed, in which a service was available: 1 − (major outage + ½ partial outage) ÷ window. Impact that goes on lasts until now; what a major outage covers is no partial outage; degradation is none. A window without a start has no availability. The error budget is what the target leaves of the whole window, less the outage.',
    rule: 'availability/1',
    contributions,
  };
}

/** The services that are in use or suffered, by name, each with the impact on it. */
export function impactByService(survey: Survey): ReadonlyMap<string, readonly Suffered[]> {
  const suffered = partition(impactsIn(elapsedOf(survey), survey));
  const inUse = survey.services.filter(({ retiredAt }) => retiredAt === null).map(({ name }) => name);
  const names = new Set([...inUse, ...suffered.keys()]);
  return new Map([...names].sort().map((name) => [name, suffered.get(name) ?? []]));
}

const elapsedOf = ({ now, span }: Survey): Span => ({ from: span.from, to: Math.min(span.to, now) });

/** Impact, as far as it has gone on. */
interface Suffered extends Outage {
  readonly service: string;
  readonly incident: IncidentFacts;
  readonly impact: ImpactFacts;
  readonly excluded: ExclusionReason | null;
}

const impacts = timeless((survey) => {
  const suffered = survey.evidence.incidents.flatMap((incident) =>
    incident.impacts
      .filter(({ service }) => survey.isAsked(service))
      .map((impact) => sufferedFrom(impact, incident, survey)),
  );
  return new Chronicle(suffered.sort(asTheyCount).map((row) => ({ row, from: row.from, until: row.to })));
});

/** Of outages that overlap, the one that began first counts; of those that began at once, the longest. */
const asTheyCount = (one: Suffered, other: Suffered): number => one.from - other.from || other.to - one.to;

function sufferedFrom(impact: ImpactFacts, incident: IncidentFacts, survey: TimelessSurvey): Suffered {
  const { from, level, service, until } = impact;
  const to = until === null ? survey.now : instant(until);
  const excluded = leftOut(incident, survey) ?? (level === 'DEGRADED' ? 'NO_OUTAGE' : null);
  return { service, level, from: instant(from), to, incident, impact, excluded };
}

/** What of the impact lies in a stretch of time. */
const impactsIn = (span: Span, survey: Survey): Suffered[] =>
  impacts(survey)
    .within(span)
    .map((one) => ({ ...one, from: Math.max(one.from, span.from), to: Math.min(one.to, span.to) }))
    .filter(({ from, to }) => from < to);

function partition(cuts: readonly Suffered[]): ReadonlyMap<string, readonly Suffered[]> {
  const parts = new Map<string, Suffered[]>();
  for (const cut of cuts) {
    const part = parts.get(cut.service);
    if (part) part.push(cut);
    else parts.set(cut.service, [cut]);
  }
  return parts;
}

function contributionsOf(
  cuts: readonly Suffered[],
  counted: readonly CountedOutage<Suffered>[],
): ImpactOnService[] {
  const byImpact = new Map(counted.map((cut) => [cut.impact, cut]));
  return cuts
    .toSorted((one, other) => began(one) - began(other) || (one.impact.id < other.impact.id ? -1 : 1))
    .map((cut) => contributionOf(cut, byImpact.get(cut.impact)));
}

const began = ({ impact }: Suffered): number => instant(impact.from);

const contributionOf = (cut: Suffered, counted: CountedOutage<Suffered> | undefined): ImpactOnService => ({
  impactId: cut.impact.id,
  service: cut.service,
  level: cut.level,
  from: cut.impact.from,
  until: cut.impact.until,
  seconds: (cut.to - cut.from) / SECOND,
  countedSeconds: (counted?.countedMs ?? 0) / SECOND,
  excluded: cut.excluded,
  ...named(cut.incident),
});

const targets = timeless(
  ({ services }) => new Map(services.map(({ name, availabilityTarget }) => [name, availabilityTarget])),
);

function measure(
  service: string,
  counted: readonly CountedOutage<Suffered>[],
  elapsed: Span,
  survey: Survey,
): ServiceAvailability {
  // Milliseconds are whole: seconds with fractions would not come to all of a window that they fill.
  const lost = (level: ImpactLevel): number =>
    counted.reduce((sum, one) => (one.level === level ? sum + one.countedMs : sum), 0);
  const [major, partial] = [lost('MAJOR_OUTAGE'), lost('PARTIAL_OUTAGE')];
  const down = major + partial / 2;
  const passed = lengthOf(elapsed);
  const { now, span } = survey;
  const whole = lengthOf({ from: span.from, to: span.to === Infinity ? now : span.to });
  const value = passed === null || passed === 0 ? null : 1 - down / passed;
  const downSeconds = down / SECOND;
  const target = targets(survey).get(service) ?? DEFAULT_AVAILABILITY_TARGET;
  return {
    service,
    value,
    windowSeconds: secondsOf(passed),
    majorOutageSeconds: major / SECOND,
    partialOutageSeconds: partial / SECOND,
    downSeconds,
    ...errorBudget({ target, value, downSeconds, windowSeconds: secondsOf(whole) }),
  };
}

/** How long a span is, in milliseconds; null without a start. */
const lengthOf = ({ from, to }: Span): number | null => (from === -Infinity ? null : Math.max(0, to - from));

const secondsOf = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : milliseconds / SECOND;
