import streams from '@eventstore/db-client/generated/streams_pb.js';
import { unexpectedReadResult } from './fake-failures.js';
import type { FakeStore, StoredEvent } from './fake-store.js';

export type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;

const BACKWARDS = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** What a read of a stream gives; nothing at all where there is no such stream. */
export function eventsOfStream(store: FakeStore, options: ReadOptions): readonly StoredEvent[] | undefined {
  const from = options.getStream();
  const held = store.stream(streamName(options));
  if (held.length === 0) return undefined;
  const count = Number(options.getCount());
  if (options.getReadDirection() === BACKWARDS) {
    const last = from?.hasEnd() ? held.length - 1 : Number(from?.getRevision() ?? 0);
    return held
      .slice(0, last + 1)
      .reverse()
      .slice(0, count);
  }
  const first = from?.hasEnd() ? held.length : Number(from?.getRevision() ?? 0);
  return held.slice(first, first + count);
}

/**
 * What a read of `$all` gives: forwards from the event at the position on, backwards from the one before it on;
 * nothing beyond the end.
 *
 * @throws ServiceError no record begins at the position
 */
export function eventsOfAll(store: FakeStore, options: ReadOptions): readonly StoredEvent[] {
  const all = options.getAll();
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === BACKWARDS;
  const position = BigInt(all?.getPosition()?.getCommitPosition() ?? 0);
  if (all?.hasPosition() && !isBoundary(store, position)) throw unexpectedReadResult();
  const at = all?.hasEnd() ? store.events.length : indexOf(store, position);
  return backwards
    ? store.events.slice(Math.max(0, at - count), at).reverse()
    : store.events.slice(at, at + count);
}

/** Whether the server can begin to read there: at a record, or beyond the end. */
export const isBoundary = (store: FakeStore, position: bigint): boolean =>
  position === 0n || position >= store.end || store.events[indexOf(store, position)]?.position === position;

/** The first event at the position or later. */
export function indexOf({ events }: FakeStore, position: bigint): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.position ?? position) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const streamName = (options: ReadOptions): string =>
  Buffer.from(options.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();

/**
 * The filter of a subscription. A prefix is compared as the server does by the rules of its locale, in which one that
 * a combining character follows is none.
 */
export function filterOf(options: ReadOptions): (event: StoredEvent) => boolean {
  const filter = options.getFilter();
  if (!filter) return () => true;
  const onStream = filter.getStreamIdentifier();
  const expression = onStream ?? filter.getEventType();
  const text = (event: StoredEvent) => (onStream ? event.stream : event.type);
  const regex = expression?.getRegex();
  if (regex) {
    const pattern = new RegExp(regex);
    return (event) => pattern.test(text(event));
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (event) =>
    prefixes.some(
      (prefix) => text(event).startsWith(prefix) && !/^\p{M}/u.test(text(event).slice(prefix.length)),
    );
}
