import { LRUCache } from 'lru-cache';
import type { Position } from '../event.js';
import type { Appended } from '../port.js';

interface Recorded {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

/** How many of the latest events to remember, and for how long: far beyond any retry. */
const EVENTS = 5_000;
const MINUTES = 10;

/**
 * Which events of which streams this process has read or appended of late. The server writes an id again that comes
 * with the stream's current revision as its expectation; but whoever knows that revision has read the stream, or
 * appended to it, and so its ids are here. It costs no question to the server.
 */
export class Recall {
  private readonly byId = new LRUCache<string, Recorded>({ max: EVENTS, ttl: MINUTES * 60_000 });

  note(id: string, { stream, revision, position }: Recorded): void {
    this.byId.set(id, { stream, revision, position });
  }

  noteAppended(stream: string, ids: readonly string[], { revision, position }: Appended): void {
    const first = revision - ids.length + 1;
    ids.forEach((id, n) => {
      this.note(id, { stream, revision: first + n, position });
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
