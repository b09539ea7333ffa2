import type { CommandContext } from './event.js';
import { refusal } from './rules.js';

/** How far a caller's clock may run ahead of ours, in milliseconds. */
const CLOCK_SKEW = 60_000;

/** Whether one RFC 3339 time lies after another. */
export const isAfter = (time: string, other: string): boolean => Date.parse(time) > Date.parse(other);

/** The time so many seconds later, RFC 3339 in UTC with milliseconds. */
export const plusSeconds = (time: string, seconds: number): string =>
  new Date(Date.parse(time) + seconds * 1000).toISOString();

/** Whether a time lies no further ahead of now than clocks differ. */
export const hasHappened = (time: string, now: string): boolean =>
  Date.parse(time) <= Date.parse(now) + CLOCK_SKEW;

/** Refuses the time of a fact that lies further ahead. */
export function mustHaveHappened(time: string, { now }: Pick<CommandContext, 'now'>): void {
  if (!hasHappened(time, now))
    throw refusal(
      'IN_THE_FUTURE',
      `${time} lies in the future (it is ${now} here). Give the time when it happened, or none for now.`,
    );
}
