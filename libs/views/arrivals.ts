import type { Position } from '#event-log';

export interface Patience {
  /** The longest to wait. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** How many may wait at once. More than this are not served: they come from writers that are far too many. */
const MOST = 10_000;

interface Waiting {
  readonly position: Position;
  settle(arrived: boolean): void;
}

/** Who waits for which position. */
export class Arrivals {
  readonly #waiting = new Set<Waiting>();

  /** Whether the position came in time. */
  wait(position: Position, { timeoutMs, signal }: Patience): Promise<boolean> {
    if (this.#waiting.size >= MOST || signal?.aborted === true) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (arrived: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        this.#waiting.delete(waiting);
        resolve(arrived);
      };
      const giveUp = (): void => {
        settle(false);
      };
      const waiting = { position, settle };
      const timer = setTimeout(giveUp, timeoutMs);
      signal?.addEventListener('abort', giveUp);
      this.#waiting.add(waiting);
    });
  }

  /** Everything up to this position is there. */
  arrived(position: Position): void {
    for (const waiting of this.#waiting) if (waiting.position <= position) waiting.settle(true);
  }

  /** Whether anybody waits. */
  get areAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  /** Nothing more will come. */
  end(): void {
    for (const waiting of this.#waiting) waiting.settle(false);
  }
}
