import { isUuid } from '#decider';
import { canonicalJson } from './canonical-json.js';
import { AppendTooLarge, MalformedText } from './errors.js';
import type { NewEvent } from './event.js';
import { MAX_APPEND_BYTES } from './limits.js';
import type { Expected } from './port.js';

/** An event as it goes to an engine: its data and metadata are canonical JSON already. */
export interface SerializedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** What the hash takes beside the metadata, in the engine that keeps it there. */
const HASH_BYTES = ',"hash":""'.length + 64;

/**
 * Checks an append and serializes its events, the same for every engine, before anything leaves the caller.
 *
 * @throws TypeError for what can never be appended: no events, a name, revision or id that is none, data that JSON
 *   cannot hold; MalformedText where a text has half a surrogate pair
 * @throws AppendTooLarge the events together are over 1 MiB
 */
export function serialize(
  stream: string,
  expected: Expected,
  events: readonly NewEvent[],
): SerializedEvent[] {
  checkStream(stream);
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0))
    throw new TypeError(`A revision is a whole number from 0 on, not ${expected}`);
  if (events.length === 0) throw new TypeError('An append needs at least one event');
  const serialized = events.map(serializeEvent);
  if (new Set(serialized.map(({ id }) => id)).size < serialized.length)
    throw new TypeError('Two events of one append have the same id; each event needs its own');
  const bytes = serialized.reduce(
    (sum, { data, metadata }) => sum + Buffer.byteLength(data) + Buffer.byteLength(metadata) + HASH_BYTES,
    0,
  );
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(bytes, MAX_APPEND_BYTES);
  return serialized;
}

function checkStream(stream: string): void {
  if (stream === '') throw new TypeError('A stream needs a name');
  if (stream.startsWith('$'))
    throw new TypeError(`Streams whose names begin with $ are EventStoreDB's own: ${JSON.stringify(stream)}`);
  // It has no UTF-8 form: two such names would become one.
  if (!stream.isWellFormed()) throw new MalformedText(stream);
}

function serializeEvent({ id, type, data, metadata }: NewEvent): SerializedEvent {
  if (!isUuid(id)) throw new TypeError(`An event's id is a UUID in lower case, not ${JSON.stringify(id)}`);
  if (type === '') throw new TypeError(`Event ${id} needs a type`);
  if (!type.isWellFormed()) throw new MalformedText(type);
  if ('hash' in metadata) throw new TypeError(`Event ${id} brings a hash; the log makes it`);
  return { id, type, data: json(data, id, 'data'), metadata: json(metadata, id, 'metadata') };
}

function json(value: object, id: string, part: string): string {
  try {
    return canonicalJson(value);
  } catch (cause) {
    if (cause instanceof MalformedText) throw cause;
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new TypeError(`JSON cannot hold the ${part} of event ${id}: ${String(reason)}`, { cause });
  }
}
