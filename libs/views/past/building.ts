import Database from 'better-sqlite3';
import type { Position, RecordedEvent } from '#event-log';
import { Projector } from '../projector/projector.js';
import type { ReadableLog } from './folding.js';
import { type Extent, ofThen, takeOver } from './taking-over.js';

/** A file of the views as they were. */
export interface PastFileSettings {
  /** Where it is made. */
  readonly file: string;
  /** The file of today's views. */
  readonly views: string;
  readonly position: Position;
  readonly extent: Extent;
}

/** How many streams are read at a time, and how many events go into one commit. */
const STREAMS_AT_ONCE = 16;
const BATCH_EVENTS = 16_384;

/**
 * Makes a file with the rows that views of the log up to the position would have. What has not changed since is taken
 * over from the views of today; the rest is folded from its streams by the projections.
 */
export async function build(
  { extent, file, position, views }: PastFileSettings,
  log: ReadableLog,
): Promise<void> {
  const db = new Database(file);
  try {
    db.pragma('page_size = 8192');
    // Nobody reads it before it is whole, and nobody misses it after a crash.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -32768');
    const streams = takeOver(db, views, position, extent);
    const projector = new Projector(db, [], ofThen);
    for (let at = 0; at < streams.length; at += STREAMS_AT_ONCE) {
      const some = streams.slice(at, at + STREAMS_AT_ONCE);
      const told = await Promise.all(some.map((stream) => eventsUpTo(log, stream, position)));
      for (const events of told) projector.apply(events);
      if (projector.pending >= BATCH_EVENTS) projector.commit();
    }
    projector.commit();
  } finally {
    db.close();
  }
}

async function eventsUpTo(log: ReadableLog, stream: string, position: Position): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of log.read(stream)) {
    if (event.position > position) break;
    events.push(event);
  }
  return events;
}
