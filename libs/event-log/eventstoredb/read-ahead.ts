import type { RecordedEvent } from '../event.js';
import { Interrupted } from './failures.js';
import { anyOf } from './signals.js';

/** Some events, and where those after them begin, if there are any. */
export interface Part<Cursor> {
  readonly events: readonly RecordedEvent[];
  readonly next?: Cursor;
}

/** The events of the parts of a read. */
export async function* readAhead<Cursor>(
  first: Cursor,
  read: (from: Cursor, signal?: AbortSignal) => Promise<Part<Cursor>>,
  signal?: AbortSignal,
): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
  for await (const { events } of partsAhead(first, read, signal)) yield events;
}

/** The parts of a read, of which the next is on its way while the consumer deals with one. */
export async function* partsAhead<Cursor, P extends Part<Cursor>>(
  first: Cursor,
  read: (from: Cursor, signal?: AbortSignal) => Promise<P>,
  signal?: AbortSignal,
): AsyncGenerator<P, void, undefined> {
  signal?.throwIfAborted();
  // Most reads take one part: only further ones need a signal of their own, for a consumer who leaves early.
  let part = await read(first, signal);
  if (part.next === undefined) {
    yield part;
    return;
  }
  const leaving = new AbortController();
  const either = anyOf(leaving.signal, signal);
  try {
    for (;;) {
      const coming = part.next === undefined ? undefined : read(part.next, either.signal);
      // It is awaited only if the consumer comes back for it.
      coming?.catch(() => undefined);
      yield part;
      if (!coming) return;
      part = await coming;
    }
  } finally {
    either.release();
    leaving.abort(new Interrupted('The reader left'));
  }
}

/** The events one by one, until one of the signals is aborted, whose reason it throws then. */
export async function* oneByOne(
  read: (signal: AbortSignal) => AsyncIterable<readonly RecordedEvent[]>,
  ends: readonly (AbortSignal | undefined)[],
): AsyncGenerator<RecordedEvent, void, undefined> {
  const { signal, release } = anyOf(...ends);
  try {
    for await (const events of read(signal)) {
      for (const event of events) {
        yield event;
        signal.throwIfAborted();
      }
    }
  } finally {
    release();
  }
}
