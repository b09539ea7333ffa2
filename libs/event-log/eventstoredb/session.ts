import type { EventStoreDBClient } from '@eventstore/db-client';
import { Interrupted } from './failures.js';

/**
 * A client for as long as it serves. What waits for it is told when it is replaced, and must give up: a client that is
 * disposed of ends its streams without a word. (A set, not an `AbortSignal`, for every append is in it.)
 */
export class Session {
  private readonly waiting = new Set<(reason: Interrupted) => void>();
  private ended = false;

  constructor(readonly client: EventStoreDBClient) {}

  get isOver(): boolean {
    return this.ended;
  }

  /** Calls back when it is over, at once if it is so; until `forget` of the same function. */
  whenOver(giveUp: (reason: Interrupted) => void): void {
    if (this.ended) giveUp(replaced());
    else this.waiting.add(giveUp);
  }

  forget(giveUp: (reason: Interrupted) => void): void {
    this.waiting.delete(giveUp);
  }

  async end(): Promise<void> {
    this.ended = true;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const giveUp of waiting) giveUp(replaced());
    // What is left of the client's connection closes by itself when it has been idle.
    await this.client.dispose();
  }
}

const replaced = () => new Interrupted('The connection was replaced');
