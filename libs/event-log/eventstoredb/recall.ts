import { LRUCache } from 'lru-cache';
import type { Position, RecordedEvent } from '../event.js';
import type { Appended } from '../port.js';
import type { StreamEnd } from '../sealing.js';

interface Recorded {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

/** How many of the latest events, and of the streams, to remember: far beyond any retry. */
const EVENTS = 5_000;
const STREAMS = 5_000;

/**
 * Which events of which streams this process has read or appended of late, and with what hash each stream ended when
 * it was read. The server writes an id again that comes with the stream's current revision as its expectation; but
 * whoever knows that revision has read the stream, or appended to it, and so its ids are here. What is here costs no
 * question to the server.
 */
export class Recall {
  private readonly byId = new LRUCache<string, Recorded>({ max: EVENTS });
  private readonly ends = new LRUCache<string, StreamEnd>({ max: STREAMS });

  /** Events of a stream that were read, in their order. */
  note(events: readonly RecordedEvent[]): void {
    for (const { id, stream, revision, position } of events)
      if (this.byId.get(id)?.stream !== stream) this.byId.set(id, { stream, revision, position });
    const last = events.at(-1);
    if (last) this.noteEnd(last);
  }

  /** The latest event that was seen of a stream: not what was sent, for the server may have had it in other words. */
  noteEnd({ stream, revision, hash }: RecordedEvent): void {
    const end = this.ends.peek(stream);
    if (!end || end.revision < revision) this.ends.set(stream, { revision, hash });
  }

  /** The event at the revision, if it was the latest that was seen of its stream. */
  endAt(stream: string, revision: number): StreamEnd | undefined {
    const end = this.ends.get(stream);
    return end?.revision === revision ? end : undefined;
  }

  noteAppended(stream: string, ids: readonly string[], { revision, position }: Appended): void {
    const first = revision - ids.length + 1;
    ids.forEach((id, n) => {
      this.byId.set(id, { stream, revision: first + n, position });
    });
  }

  /** What was answered when these very events were recorded in the stream, one after the other; else nothing. */
  appended(stream: string, ids: readonly string[]): Appended | undefined {
    const [first, last] = [this.byId.get(ids[0] ?? ''), this.byId.get(ids.at(-1) ?? '')];
    if (!first || !last) return undefined;
    const inOrder = ids.every((id, n) => {
      const recorded = this.byId.get(id);
      return recorded?.stream === stream && recorded.revision === first.revision + n;
    });
    return inOrder ? { revision: last.revision, position: last.position } : undefined;
  }
}
