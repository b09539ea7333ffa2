import type { Position, RecordedEvent } from '#event-log';
import { recordedAtOf } from '../projections/clock.js';
import type { Clock } from '../reading/clock.js';
import type { ReadableLog } from './folding.js';

/** A state of the log that it was in: what it had up to some event. */
export interface Moment {
  /** That event; undefined where there was none yet. */
  readonly position: Position | undefined;
  /** The time of it, RFC 3339 in UTC with milliseconds: what was overdue then was so by this clock. */
  readonly at: string;
}

/** Before anything is known of a clock. */
const BEGINNING = new Date(0).toISOString();

/**
 * The moment of an event: its time is that of the log's clock, the latest time at which anything up to the event was
 * recorded.
 */
export async function momentAt(log: ReadableLog, clock: Clock, position: Position): Promise<Moment> {
  const mark = clock.upTo(position);
  let at = mark?.recordedAt ?? BEGINNING;
  if (mark?.position === position) return { position, at };
  for await (const event of following(log, mark?.position)) {
    if (event.position > position) break;
    const recordedAt = recordedAtOf(event.metadata);
    if (recordedAt !== undefined && recordedAt > at) at = recordedAt;
    if (event.position === position) break;
  }
  return { position, at };
}

/**
 * The moment of a time: everything before the first event that was recorded later. So nothing is in it that was
 * recorded after the time, though the clocks of nodes differ; a node whose clock is ahead holds back what follows.
 */
export async function momentOf(log: ReadableLog, clock: Clock, at: string): Promise<Moment> {
  let position = clock.by(at)?.position;
  for await (const event of following(log, position)) {
    const recordedAt = recordedAtOf(event.metadata);
    if (recordedAt !== undefined && recordedAt > at) break;
    position = event.position;
  }
  return { position, at };
}

const FIRST_READ = 32;

/** What follows in the log, a little at first: mostly only a few events are needed. */
async function* following(
  log: ReadableLog,
  start: Position | undefined,
): AsyncGenerator<RecordedEvent, void> {
  let after = start;
  for (let limit = FIRST_READ; ; limit *= 8) {
    let left = limit;
    for await (const event of log.readAll({ ...(after !== undefined && { after }), limit })) {
      yield event;
      after = event.position;
      left -= 1;
    }
    if (left > 0) return;
  }
}
