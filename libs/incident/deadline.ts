import { type CommandContext, isAfter, plusSeconds } from '#decider';
import type { Moment } from './core.js';

/** A time that passes by itself, and the command by which that is recorded. */
export interface Deadline<C> {
  /** RFC 3339, UTC, with milliseconds. */
  readonly dueAt: string;
  readonly command: C;
}

/**
 * When a term of so many seconds is over. What was recorded only after that is given the whole term from then on:
 * before, nobody could have kept it. So neither an incident that is declared late nor one that is entered long
 * afterwards misses a deadline merely because of when it was written down.
 */
export function endOfTerm(start: Moment, seconds: number): string {
  return unlessPast(plusSeconds(start.occurredAt, seconds), start, seconds);
}

/** The time, if it was still to come at that moment; else the end of a term of so many seconds from then on. */
export const unlessPast = (time: string, { recordedAt }: Moment, seconds: number): string =>
  isAfter(time, recordedAt) ? new Date(time).toISOString() : plusSeconds(recordedAt, seconds);

export const hasPassed = (dueAt: string, { now }: Pick<CommandContext, 'now'>): boolean =>
  !isAfter(dueAt, now);
