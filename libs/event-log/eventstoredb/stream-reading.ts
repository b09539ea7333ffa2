import type { RecordedEvent } from '../event.js';
import type { ReadOptions } from '../port.js';
import { isOurs, toRecorded } from './incoming.js';
import type { Pager } from './pager.js';

/** What is read at first: most streams are shorter, and take one page. */
const FIRST_PAGE = 256;

/** The stream's events in order; none where there is no such stream. */
export async function* readStream(
  pager: Pager,
  stream: string,
  { from = 0, limit = Infinity, signal }: ReadOptions = {},
): AsyncGenerator<RecordedEvent, void, undefined> {
  signal?.throwIfAborted();
  let next = from;
  let given = 0;
  for (let size = FIRST_PAGE; given < limit; size = pager.size) {
    const maxCount = Math.min(size, limit - given);
    const fromRevision = BigInt(next);
    const page = await pager.page(
      maxCount,
      (client) => client.readStream(stream, { fromRevision, maxCount }),
      signal,
    );
    for (const event of page.events) {
      const revision = Number(event.revision);
      // The server sent it twice.
      if (revision < next) continue;
      next = revision + 1;
      if (!isOurs(event)) continue;
      given++;
      yield toRecorded(event);
      signal?.throwIfAborted();
    }
    if (page.last) return;
  }
}
