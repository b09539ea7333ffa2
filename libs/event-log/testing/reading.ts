import type { Position, RecordedEvent } from '../event.js';
import type { SubscriptionMessage } from '../port.js';

/** Everything that it gives. */
export async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** The subscription's events, once there are `count` of them; it is left then. */
export async function take(
  count: number,
  subscription: AsyncIterable<SubscriptionMessage>,
): Promise<RecordedEvent[]> {
  const taken: RecordedEvent[] = [];
  if (count === 0) return taken;
  for await (const message of subscription) {
    if (message.kind === 'events') taken.push(...message.events);
    if (taken.length >= count) break;
  }
  return taken;
}

/** The subscription's events up to `caught-up`, and the position that this names; it is left then. */
export async function catchUp(
  subscription: AsyncIterable<SubscriptionMessage>,
): Promise<{ events: RecordedEvent[]; position: Position | undefined }> {
  const events: RecordedEvent[] = [];
  for await (const message of subscription) {
    if (message.kind === 'caught-up') return { events, position: message.position };
    events.push(...message.events);
  }
  throw new Error('The subscription ended before it had caught up');
}

export const idsOf = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);

/** What `promise` was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (failure) {
    return failure;
  }
  throw new Error('It succeeded, though it should have failed');
}
