import type { Position } from '#event-log';
import { atMost } from './condition.js';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** An event that set the clock of the log, and to what. */
export interface ClockMark {
  readonly recordedAt: string;
  readonly position: Position;
}

const columns = ['recorded_at as recordedAt', 'position'] as const;
const lastUpTo = recurring((position: Position) =>
  from
    .selectFrom('clock')
    .select(columns)
    .where('position', '<=', position)
    .orderBy('position', 'desc')
    .limit(atMost(1)),
);
const lastBy = recurring((time: string) =>
  from
    .selectFrom('clock')
    .select(columns)
    .where('recorded_at', '<=', time)
    .orderBy('recorded_at', 'desc')
    .limit(atMost(1)),
);
const firstAfter = recurring((time: string) =>
  from
    .selectFrom('clock')
    .select(columns)
    .where('recorded_at', '>', time)
    .orderBy('recorded_at')
    .limit(atMost(1)),
);

/** Some of the events that set the clock of the log, one of each second: see the ledger of that name. */
export class Clock {
  constructor(private readonly reader: Reader) {}

  /** The last mark up to a position. */
  upTo(position: Position): ClockMark | undefined {
    return this.reader.row(lastUpTo(position));
  }

  /** The last mark that is not later than a time (RFC 3339, UTC, milliseconds). */
  by(time: string): ClockMark | undefined {
    return this.reader.row(lastBy(time));
  }

  /** Whether the views have an event that was recorded after the time, a second later at the most. */
  isPast(time: string): boolean {
    return this.reader.row(firstAfter(time)) !== undefined;
  }
}
