import type { EventEmitter } from 'node:events';

const signals = new WeakMap<EventEmitter, AbortSignal>();

/** Aborted once the connection, or the answer on it, is closed: nobody waits for anything there any more. */
export function leaving(connection: EventEmitter): AbortSignal {
  const known = signals.get(connection);
  if (known) return known;
  const left = new AbortController();
  connection.once('close', () => {
    left.abort();
  });
  signals.set(connection, left.signal);
  return left.signal;
}
