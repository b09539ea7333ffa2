import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SubscribeOptions, SubscriptionMessage } from '../port.js';
import { placeOf, positionOf } from './position.js';
import type { Reader } from './reader.js';
import type { Tail } from './tail.js';

/** History, `caught-up`, and what comes, read as the consumer asks for it. */
export async function* follow(
  reader: Reader,
  tail: Tail,
  { after, filter = {} }: Omit<SubscribeOptions, 'signal'>,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionMessage, void> {
  const page = reader.log(filter);
  let place = after === undefined ? 0 : placeOf(after, reader.head());
  let caughtUp = false;
  while (!signal.aborted) {
    const { events, reached, more } = page(place, Infinity);
    place = reached;
    if (events.length > 0) yield { kind: 'events', events };
    else if (!more && !caughtUp) {
      caughtUp = true;
      yield { kind: 'caught-up', position: place === 0 ? undefined : positionOf(place) };
    } else if (!more) await tail.moved(signal);
    // Others have their turn before the next page of a long history.
    if (more) await nextTurn();
  }
}
