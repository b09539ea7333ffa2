export const SECOND = 1000;
export const HOUR = 3600 * SECOND;
export const DAY = 24 * HOUR;

/** Milliseconds since 1970 of an RFC 3339 time, which was validated when it was recorded. */
export const instant = (time: string): number => Date.parse(time);

/** The same of a time that may be missing: before all others, then. */
export const instantOrNever = (time: string | null | undefined): number =>
  typeof time === 'string' ? instant(time) : -Infinity;
