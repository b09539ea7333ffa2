import type { Position } from '#event-log';
import type { Checkpoint, ParkedStream } from './projector/bookkeeping.js';
import type { ProjectorFailure } from './projector/thread.js';
import { type Reader, from } from './reading/reader.js';

/** How the views are. */
export interface ViewsStatus {
  /** Whether they have caught up with the log once. */
  readonly ready: boolean;
  /** The last event that is in them, and how many there are. */
  readonly position: Position | undefined;
  /** When the log took the last of them of which that is known; empty or undefined where it is known of none. */
  readonly recordedAt: string | undefined;
  readonly events: number;
  /** Streams of which an event could not be taken, in the order in which that happened. */
  readonly parked: readonly ParkedStream[];
  /** How often the projector had to be started again, and why, until it gets on. */
  readonly restarts: number;
  readonly failure: ProjectorFailure | undefined;
}

/**
 * How long ago the log took what the views lack: seconds since the last event that they have, at most; 0 when they
 * have everything up to the head of the log, undefined when they have no event of which it is known when it was taken.
 */
export function lagSeconds(
  { position, recordedAt }: ViewsStatus,
  head: Position | undefined,
  now: Date,
): number | undefined {
  if (head === undefined || (position !== undefined && position >= head)) return 0;
  const since = Date.parse(recordedAt ?? '');
  return Number.isNaN(since) ? undefined : Math.max(0, (now.getTime() - since) / 1000);
}

export const checkpointIn = (reader: Reader): Checkpoint | undefined =>
  reader.row(
    from
      .selectFrom('checkpoint')
      .select([
        'position',
        'stream',
        'revision',
        'event_id as eventId',
        'recorded_at as recordedAt',
        'events',
      ]),
  );

export const parkedIn = (reader: Reader): ParkedStream[] =>
  reader.rows(
    from
      .selectFrom('parked')
      .select([
        'stream',
        'revision',
        'position',
        'event_id as eventId',
        'type',
        'recorded_at as recordedAt',
        'projection',
        'error',
      ])
      .orderBy('position'),
  );
