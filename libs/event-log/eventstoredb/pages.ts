import type { EventStoreDBClient, RecordedEvent as ServerEvent, StreamingRead } from '@eventstore/db-client';
import { StreamNotFoundError } from '@eventstore/db-client';
import { Interrupted } from './failures.js';
import { weigh, type Resolved } from './incoming.js';
import type { Session } from './session.js';
import type { EventStoreDbSettings } from './settings.js';

export interface Page {
  readonly events: readonly ServerEvent[];
  /** Whether the server had no more to give. */
  readonly last: boolean;
}

/**
 * Reads at most `count` events into memory, fewer when they are big, so that no stream stays open while a consumer
 * thinks. What is not read to its end is cancelled: a stream that is merely left blocks one of the connection's
 * hundred for good. The client's reads have no deadline of their own, and say nothing when their client is disposed of.
 */
export function readPage(
  session: Session,
  count: number,
  open: (client: EventStoreDBClient) => StreamingRead<Resolved>,
  { readSilence, bufferedCharacters }: EventStoreDbSettings,
  signal?: AbortSignal,
): Promise<Page> {
  return new Promise((resolve, reject) => {
    const events: ServerEvent[] = [];
    let weight = 0;
    let settled = false;
    const read = open(session.client);

    const settle = (outcome: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(silence);
      session.forget(fail);
      signal?.removeEventListener('abort', onAbort);
      outcome();
    };
    const cancel = (outcome: () => void) => {
      if (!settled) read.cancel().catch(ignore);
      settle(outcome);
    };
    const fail = (error: unknown) => {
      cancel(() => {
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    };
    const onAbort = () => {
      fail(signal?.reason);
    };
    const silence = setTimeout(() => {
      fail(new Interrupted(`The server was silent for ${readSilence} ms`));
    }, readSilence);

    read.on('data', ({ event }) => {
      if (settled || !event) return;
      silence.refresh();
      events.push(event);
      weight += weigh(event.data);
      if (weight >= bufferedCharacters && events.length < count)
        cancel(() => {
          resolve({ events, last: false });
        });
    });
    read.on('end', () => {
      settle(() => {
        resolve({ events, last: events.length < count });
      });
    });
    // A client that is cancelled may still give an error; it must find a listener.
    read.on('error', (error) => {
      if (error instanceof StreamNotFoundError)
        cancel(() => {
          resolve({ events: [], last: true });
        });
      else fail(error);
    });
    session.whenOver(fail);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
  });
}

/** Cancelling fails where the stream was never opened, and then there is nothing to cancel. */
function ignore(): void {
  return;
}
