import { type Actor, type EventFacts, isAfter, whoActs } from '#decider';
import type { Retraction } from './notes.js';
import { clockTime } from './wording.js';

export const impactLevels = ['DEGRADED', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE'] as const;
/** How much of a service its users have lost, from the least on. */
export type ImpactLevel = (typeof impactLevels)[number];

/** How much of a service users had lost, and when; RFC 3339. */
export interface ImpactWindow {
  /** The service's slug. */
  readonly service: string;
  readonly level: ImpactLevel;
  readonly from: string;
  /** Null while it goes on. */
  readonly until: string | null;
}

/** A window as it reads now and as it read before. */
export interface Impact extends ImpactWindow {
  readonly id: string;
  readonly recordedBy: Actor;
  /** In the order in which they were made. */
  readonly corrections: readonly ImpactCorrection[];
  /** Null while it stands; else why there was no such impact after all. */
  readonly retraction: Retraction | null;
}

export interface ImpactCorrection {
  readonly previous: ImpactWindow;
  readonly reason: string;
  readonly correctedBy: Actor;
  readonly correctedAt: string;
}

export const windowOf = ({ service, level, from, until }: ImpactWindow): ImpactWindow => ({
  service,
  level,
  from,
  until,
});

/** The windows that count: those that were not withdrawn. */
export const standing = (impacts: readonly Impact[]): readonly Impact[] =>
  impacts.filter(({ retraction }) => retraction === null);

export const isSameWindow = (one: ImpactWindow, other: ImpactWindow): boolean =>
  one.service === other.service &&
  one.level === other.level &&
  one.from === other.from &&
  one.until === other.until;

/** Whether two windows say the same of the same service at the same time. One that ends as the other begins does not. */
export const overlap = (one: ImpactWindow, other: ImpactWindow): boolean =>
  one.service === other.service &&
  one.level === other.level &&
  beginsBefore(one, other.until) &&
  beginsBefore(other, one.until);

const beginsBefore = ({ from }: ImpactWindow, time: string | null): boolean =>
  time === null || isAfter(time, from);

/** When the impact began: the earliest of what is said apart from the windows, and of their beginnings. */
export const impactStart = (impacts: readonly Impact[], said: string | null): string | undefined =>
  inOrder([...(said === null ? [] : [said]), ...standing(impacts).map(({ from }) => from)]).at(0);

/** When the impact ended: the end of the last window; undefined while one goes on, or where there are none. */
export function impactEnd(impacts: readonly Impact[]): string | undefined {
  const ends = standing(impacts).map(({ until }) => until);
  return ends.includes(null) ? undefined : inOrder(ends.filter((end) => end !== null)).at(-1);
}

const inOrder = (times: readonly string[]): readonly string[] =>
  times.toSorted((one, other) => Date.parse(one) - Date.parse(other));

/** The window as it reads after a correction, with how it read. */
export const corrected = (impact: Impact, to: ImpactWindow, reason: string, facts: EventFacts): Impact => ({
  ...impact,
  ...to,
  corrections: [
    ...impact.corrections,
    { previous: windowOf(impact), reason, correctedBy: whoActs(facts), correctedAt: facts.occurredAt },
  ],
});

/** The window in words; its times are told apart from those of the other one, where there is one. */
export function inWords({ service, level, from, until }: ImpactWindow, other?: ImpactWindow): string {
  const began = clockTime(from, until, other?.from ?? null);
  const time =
    until === null ? `since ${began}` : `from ${began} to ${clockTime(until, from, other?.until ?? null)}`;
  return `${service}: ${level.toLowerCase().replace('_', ' ')} ${time}`;
}
