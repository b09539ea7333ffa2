import { Temporal } from 'temporal-polyfill';
import { instant } from './time.js';

export const intervals = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
/** A stretch of the calendar. Weeks are those of ISO 8601, which begin on Monday. */
export type Interval = (typeof intervals)[number];

/** Whether there is such a time zone in the IANA database, as this Node has it. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** From the one (included) to the other (not included), RFC 3339. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/**
 * The hours, days, weeks or months of a window as the calendar of a time zone has them, one by one. The first and the
 * last are cut at the window's edges, so that together they are the window. Where clocks are put forward or back, a
 * day has 23 or 25 hours.
 *
 * @param timeZone an IANA name
 */
export function* stretches({ from, to }: Stretch, interval: Interval, timeZone: string): Generator<Stretch> {
  const end = instant(to);
  let start = instant(from);
  let edge = startOf[interval](Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone));
  while (start < end) {
    edge = following(edge, interval);
    const until = Math.min(edge.epochMilliseconds, end);
    yield { from: new Date(start).toISOString(), to: new Date(until).toISOString() };
    start = until;
  }
}

type Moment = Temporal.ZonedDateTime;

const startOf: Readonly<Record<Interval, (at: Moment) => Moment>> = {
  HOUR: (at) => at.round({ smallestUnit: 'hour', roundingMode: 'floor' }),
  DAY: (at) => at.startOfDay(),
  WEEK: (at) => at.subtract({ days: at.dayOfWeek - 1 }).startOfDay(),
  MONTH: (at) => at.with({ day: 1 }).startOfDay(),
};

const units = { HOUR: 'hours', DAY: 'days', WEEK: 'weeks', MONTH: 'months' } as const;

/** Where clocks are put back by less than an hour, an hour later may be in the same hour still: that lasts longer. */
function following(edge: Moment, interval: Interval): Moment {
  for (let ahead = 1; ; ahead += 1) {
    const next = startOf[interval](edge.add({ [units[interval]]: ahead }));
    if (next.epochMilliseconds > edge.epochMilliseconds) return next;
  }
}
