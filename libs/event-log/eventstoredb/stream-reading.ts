import type { RecordedEvent } from '../event.js';
import type { ReadOptions } from '../port.js';
import { isOurs, toRecorded } from './incoming.js';
import type { Pager } from './pager.js';
import type { Recall } from './recall.js';
import { readAhead, type Part } from './read-ahead.js';

/** What is read at first: most streams are shorter, and take one page. */
const FIRST_PAGE = 256;

interface Cursor {
  readonly from: number;
  readonly limit: number;
  readonly size: number;
}

/**
 * The stream's events in order, in parts; none where there is no such stream.
 *
 * @param recall remembers them
 */
export function readStream(
  pager: Pager,
  stream: string,
  { from = 0, limit = Infinity, signal }: ReadOptions = {},
  recall?: Recall,
): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
  const read = async (cursor: Cursor, signal?: AbortSignal): Promise<Part<Cursor>> => {
    const maxCount = Math.min(cursor.size, cursor.limit);
    if (maxCount <= 0) return { events: [] };
    const options = { fromRevision: BigInt(cursor.from), maxCount };
    const page = await pager.page(maxCount, (client) => client.readStream(stream, options), signal);
    const events: RecordedEvent[] = [];
    let next = cursor.from;
    for (const event of page.events) {
      const revision = Number(event.revision);
      // The server sent it twice.
      if (revision < next) continue;
      next = revision + 1;
      if (!isOurs(event)) continue;
      events.push(toRecorded(event));
    }
    recall?.note(events);
    if (page.last) return { events };
    return { events, next: { from: next, limit: cursor.limit - events.length, size: pager.size } };
  };
  return readAhead({ from, limit, size: FIRST_PAGE }, read, signal);
}
