import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Position } from '#event-log';
import { type Patience, Views } from '#views';
import { notYetProjected } from '../graphql/errors.js';

/** How long an answer waits for the views, which are mostly behind by a few milliseconds. */
const PATIENCE_MS = 1_000;
/** Of how many streams is known where they end; the views are hardly ever behind by as many. */
const STREAMS = 10_000;

/**
 * What this node has told its clients is recorded. Its answers have that in them, though the views come to it a moment
 * later: whoever asks waits, so that those who write need not. Where the views are stuck, or made anew, an answer is as
 * of the position that it says.
 */
@Injectable()
export class Acknowledged {
  #last: Position | undefined;
  readonly #ends = new LRUCache<string, Position>({ max: STREAMS });

  constructor(private readonly views: Views) {}

  note(stream: string, position: Position): void {
    // What is asked for again is acknowledged again, with the position that it had.
    if (this.#last === undefined || position > this.#last) this.#last = position;
    if (position > (this.#ends.get(stream) ?? '')) this.#ends.set(stream, position);
  }

  /** Whether the views have yet to come to some of it. */
  get isPending(): boolean {
    return this.#last !== undefined && this.#isBehind(this.#last);
  }

  /** Waits, for a second at most, until the views have all of it, or what of it is up to a position. */
  async projected(upTo = this.#last): Promise<void> {
    const last = this.#last;
    if (last === undefined || upTo === undefined || !this.#isBehind(upTo)) return;
    if (await this.#reached(upTo)) return;
    // Nobody waits a second time for what does not come.
    if (this.#last === last) this.#last = undefined;
  }

  /**
   * Waits until the views have what was recorded at a position, which lets or keeps somebody in: to acknowledge it is to
   * say that it is in force on this node.
   *
   * @throws ApiError NOT_YET_PROJECTED when they do not come to it in time
   */
  async inForce(position: Position, patience: Patience): Promise<void> {
    if (!this.#isBehind(position) || (await this.views.reached(position, patience))) return;
    throw notYetProjected(
      position,
      'It is recorded, and not yet in force on this node, whose views are behind. Ask for minPosition until they have come to it.',
    );
  }

  /** The same wait for what is of one stream; undefined where there is none. */
  pendingOf(stream: string): Promise<unknown> | undefined {
    const end = this.#ends.get(stream);
    return end !== undefined && this.#isBehind(end) ? this.#reached(end) : undefined;
  }

  #isBehind(position: Position): boolean {
    return this.views.ready && position > (this.views.position ?? '');
  }

  #reached(position: Position): Promise<boolean> {
    return this.views.reached(position, { timeoutMs: PATIENCE_MS });
  }
}
