import { Readable } from 'node:stream';
import type { RecordedEvent } from '#event-log';
import type { ReadableLog } from '../past/folding.js';

/** A log that has these events, as far as reading it goes. */
export const logOf = (events: readonly RecordedEvent[]): ReadableLog => ({
  read: (stream, { from = 0, limit = Infinity } = {}) =>
    Readable.from(events.filter((event) => event.stream === stream).slice(from, from + limit)),
  readAll: ({ after = '', limit = Infinity } = {}) =>
    Readable.from(events.filter(({ position }) => position > after).slice(0, limit)),
});
