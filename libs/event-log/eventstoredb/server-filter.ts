import { eventTypeFilter, streamNameFilter } from '@eventstore/db-client';
import type { Filter } from '@eventstore/db-client';
import type { LogFilter } from '../port.js';

/** How many events the server looks through before it takes a breath, and how many breaths make a checkpoint. */
const WINDOW = { maxSearchWindow: 1_000, checkpointInterval: 10 };

/**
 * What the server can leave out of a subscription by itself: at least its own streams. It filters by streams or by
 * types and by nothing else, so that what comes has to be filtered once more. A regular expression, since the server compares a prefix by
 * the rules of its locale, where `cafe` is no beginning of `cafe` with a combining accent.
 */
export function serverFilter({ streams, types }: LogFilter = {}): Filter {
  if (streams?.length) return streamNameFilter({ regex: `^(?:${alternatives(streams)})`, ...WINDOW });
  if (types?.length) return eventTypeFilter({ regex: `^(?:${alternatives(types)})$`, ...WINDOW });
  return streamNameFilter({ regex: '^[^$]', ...WINDOW });
}

const alternatives = (texts: readonly string[]): string =>
  texts.map((text) => text.replace(/[\\*+?|{}[\]()^$.#\s]/g, '\\$&')).join('|');
