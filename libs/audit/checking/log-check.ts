import { eventLeaf } from '../tree/hash.js';
import { MerkleTree } from '../tree/tree.js';
import type { TreeHead } from '../tree/verification.js';
import { Chains } from './chains.js';
import type { Checkpoints, ReadCheckpoint } from './checkpoints.js';
import type { EventCheck } from './event-check.js';
import { Finding, type Place } from './finding.js';
import { type Standing, findingAt, placeOf, whereIs } from './standing.js';
import { LogSummary } from './summary.js';
import { areMissing, count, counted } from './wording.js';

/**
 * Checks all events of a log: that each is as it was recorded, has its place and follows the one before it in its
 * stream, and that the log was at each of its checkpoints what the checkpoint says. Takes 64 bytes of memory for an
 * event and some more for a stream.
 */
export class LogCheck implements EventCheck {
  readonly contradicted = 'the events make: some event was exchanged or moved, or the line was altered';
  readonly summary = new LogSummary();
  readonly #chains = new Chains();
  readonly #tree = new MerkleTree();
  /** How many events the last checkpoint signs that was right. */
  #vouched = 0;

  constructor(private readonly checkpoints: Checkpoints) {}

  get head(): TreeHead {
    return { root: this.#tree.root(), size: this.#tree.size };
  }

  take(standing: Standing): void {
    const { event } = standing;
    this.#checkPlace(standing);
    this.#chains.take(standing);
    this.#tree.append(eventLeaf(event.hash));
    this.summary.add(event);
    const checkpoint = this.checkpoints.readFrom(standing);
    if (checkpoint) this.#check(checkpoint, standing);
  }

  end(): void {
    // A log may end anywhere.
  }

  compare({ root, size }: TreeHead, what: string): void {
    const missing = size - this.#tree.size;
    if (missing > 0)
      throw new Finding(
        'MISSING',
        {},
        `The log ends after ${counted(this.#tree.size, 'event')}, and ${what} is over ${count(size)}: ${areMissing(missing)} at its end.`,
      );
    this.#checkRoot({ root, size }, what, {});
  }

  #checkPlace(standing: Standing): void {
    const { index, previous, proof } = standing.event;
    const expected = this.#tree.size;
    if (index > expected)
      throw findingAt(
        'MISSING',
        standing,
        `is event ${count(index + 1)} of the log, where event ${count(expected + 1)} belongs: ${areMissing(index - expected)}, or the order was changed.`,
      );
    if (index < expected)
      throw findingAt(
        'OUT_OF_PLACE',
        standing,
        `is event ${count(index + 1)} of the log, where event ${count(expected + 1)} belongs: it is there twice or out of order.`,
      );
    if (previous !== undefined || proof)
      throw findingAt('ALTERED', standing, 'was altered: it has what only events of a part of the log have.');
  }

  #check(checkpoint: ReadCheckpoint, standing: Standing): void {
    const before = this.#tree.size - 1;
    if (checkpoint.size > before)
      throw findingAt(
        'OUT_OF_PLACE',
        standing,
        `is not where it belongs: it is over ${counted(checkpoint.size, 'event')}, and ${count(before)} stand before it.`,
      );
    this.#checkRoot(checkpoint, `the checkpoint at ${whereIs(standing)}`, placeOf(standing));
    this.#vouched = Math.max(this.#vouched, checkpoint.size);
    this.summary.vouch(checkpoint);
  }

  #checkRoot({ root, size }: TreeHead, what: string, place: Place): void {
    if (this.#tree.root(size).equals(root)) return;
    const among =
      size > this.#vouched
        ? `Among the events ${count(this.#vouched + 1)} to ${count(size)} of the log, some are not those that were recorded, or not in their order`
        : `The first ${counted(size, 'event')} of the log are right by another checkpoint`;
    throw new Finding('CHECKPOINT_CONTRADICTED', place, `${among}: ${what} has another root for them.`);
  }
}
