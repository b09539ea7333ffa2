import type { FieldMiddleware } from '@nestjs/graphql';

/** How long pieces are done one after the other, in milliseconds, before whatever else waits gets its turn. */
const SLICE_MS = 5;

/**
 * Work that would hold up commands and other queries if it was done in one go: it is done piece by piece, and between
 * them the event loop gets on with all else. Some pieces begin a question, and what they have read stays in memory until
 * the others have been done for it: so no question is begun while one of those waits.
 */
export class Turns {
  // In the order in which they came.
  readonly #beginnings = new Set<() => void>();
  readonly #pieces = new Set<() => void>();
  #isAwaited = false;

  /** Begins a question, once all pieces of those begun are done. */
  begin<T>(work: () => Promise<T>): Promise<T> {
    return this.#enter(this.#beginnings, work);
  }

  /** Does a piece of a question. */
  take<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#enter(this.#pieces, work);
  }

  #enter<T>(waiting: Set<() => void>, work: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve) => {
      waiting.add(() => {
        // What it throws rejects this.
        resolve(
          new Promise((done) => {
            done(work());
          }),
        );
      });
      this.#awaitTurn();
    });
  }

  #awaitTurn(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    setImmediate(() => {
      this.#isAwaited = false;
      this.#turn();
      if (this.#pieces.size + this.#beginnings.size > 0) this.#awaitTurn();
    });
  }

  #turn(): void {
    const end = performance.now() + SLICE_MS;
    if (this.#pieces.size === 0) this.#doFirst(this.#beginnings);
    else while (this.#pieces.size > 0 && performance.now() < end) this.#doFirst(this.#pieces);
  }

  #doFirst(waiting: Set<() => void>): void {
    for (const first of waiting) {
      waiting.delete(first);
      first();
      return;
    }
  }
}

/** The turns of this process, which has one event loop. */
export const turns = new Turns();

/** Works a field out in its turn. */
export const inTurn: FieldMiddleware = (_, next) => turns.take(next);
