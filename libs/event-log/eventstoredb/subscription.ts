import { MAX_BATCH_EVENTS } from '../limits.js';
import type { SubscriptionMessage } from '../port.js';
import { anyOf } from './signals.js';

type Messages = AsyncGenerator<SubscriptionMessage, void, undefined>;

/**
 * A subscription to messages that end with the signal that they are given. It can be told to return also while it
 * waits for its next message, which an async generator by itself cannot.
 */
export function subscription(
  messages: (signal: AbortSignal) => Messages,
  ends: readonly (AbortSignal | undefined)[],
): AsyncIterable<SubscriptionMessage> {
  return {
    [Symbol.asyncIterator]() {
      const leaving = new AbortController();
      const { signal, release } = anyOf(leaving.signal, ...ends);
      const batches = inBatches(messages(signal), release);
      return {
        next: () => batches.next(),
        return: () => {
          leaving.abort();
          release();
          return batches.return();
        },
      };
    },
  };
}

async function* inBatches(messages: Messages, release: () => void): Messages {
  try {
    for await (const message of messages) {
      if (message.kind === 'caught-up') {
        yield message;
        continue;
      }
      for (let from = 0; from < message.events.length; from += MAX_BATCH_EVENTS)
        yield { kind: 'events', events: message.events.slice(from, from + MAX_BATCH_EVENTS) };
    }
  } finally {
    release();
  }
}
