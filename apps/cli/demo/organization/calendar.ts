import type { Chance } from './chance.js';

/** Milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How likely something is at an instant, from 0 to 1. */
export type Rhythm = (at: number) => number;

/** Mostly from nine to five on working days, hardly ever at night. UTC. */
export const officeHours: Rhythm = (at) => {
  const [weekend, hour] = [isWeekend(at), new Date(at).getUTCHours()];
  if (hour < 7 || hour >= 19) return 0.02;
  const busy = hour >= 9 && hour < 17 ? 1 : 0.25;
  return weekend ? busy * 0.04 : busy;
};

/** Around the clock, as customers are: less at night, and most while people change things. */
export const trade: Rhythm = (at) => {
  const hour = new Date(at).getUTCHours();
  const day = hour < 6 ? 0.25 : hour < 9 ? 0.5 : hour < 18 ? 1 : 0.6;
  return isWeekend(at) ? day * 0.45 : day;
};

const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at).getUTCDay());

/** An instant from the one (included) to the other (not included), in this rhythm. */
export function timeIn(from: number, until: number, rhythm: Rhythm, chance: Chance): number {
  for (let tries = 0; ; tries += 1) {
    const at = from + Math.floor(chance.fraction() * (until - from));
    if (tries === 1_000 || chance.happens(rhythm(at))) return wholeSecond(at);
  }
}

export const iso = (at: number): string => new Date(at).toISOString();

export const wholeSecond = (at: number): number => Math.floor(at / SECOND) * SECOND;
