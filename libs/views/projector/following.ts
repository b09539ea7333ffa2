import type { EventLog, RecordedEvent } from '#event-log';
import type { Checkpoint } from './bookkeeping.js';
import type { RetryOutcome } from './messages.js';
import type { Projector } from './projector.js';

/** While catching up: how many events, and how many milliseconds, at most go into one commit. */
const BATCH_EVENTS = 16_384;
const BATCH_MS = 1000;
/** Once caught up: how long what comes after a commit gathers for the next one, unless somebody waits for it. */
const REST_MS = 10;

export interface Progress {
  /** @param categories those of the streams whose events came in */
  projected(checkpoint: Checkpoint, categories: readonly string[]): void;
  /** @param checkpoint where the file stands, also where nothing has come into it since it was opened */
  caughtUp(checkpoint: Checkpoint | undefined): void;
}

/**
 * Has the projector follow the log: in large batches until it has caught up, for speed, and from then on with a
 * commit for whatever the log has at hand: at once after a quiet while and for those who wait for what they wrote.
 */
export class Following {
  #committedAt = performance.now();
  #caughtUp = false;
  #endRest = (): void => undefined;
  /** Settles when the last retry that was asked for is done; rejects where it failed the file. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #broken = new AbortController();

  constructor(
    private readonly log: Pick<EventLog, 'read' | 'subscribe'>,
    private readonly projector: Projector,
    private readonly progress: Progress,
  ) {}

  /** Follows until the signal ends it; what was taken until then is committed. @throws what fails the file or the log */
  async run(ending: AbortSignal): Promise<void> {
    const after = this.projector.checkpoint?.position;
    const signal = AbortSignal.any([ending, this.#broken.signal]);
    for await (const message of this.log.subscribe({ ...(after !== undefined && { after }), signal })) {
      await this.#turn;
      if (message.kind === 'events') this.#take(message.events);
      else this.#catchUp();
      if (this.#caughtUp) await this.#rest();
    }
    await this.#turn;
    this.#commit();
  }

  /** Ends the rest after the last commit: somebody waits for what the log has. */
  hurry(): void {
    this.#endRest();
  }

  /**
   * Tries a parked stream again, up to where the views are, while nothing else is taken.
   *
   * @param signal ends the reading of the stream
   * @throws what fails the file, which ends the run as well
   */
  retry(stream: string, signal: AbortSignal): Promise<RetryOutcome> {
    const outcome = this.#turn.then(() => this.#retry(stream, signal));
    this.#turn = outcome;
    outcome.catch(() => {
      this.#broken.abort();
    });
    return outcome;
  }

  async #retry(stream: string, signal: AbortSignal): Promise<RetryOutcome> {
    const parked = this.projector.parked.get(stream);
    if (!parked) return { kind: 'not-parked' };
    this.#commit();
    const position = this.projector.checkpoint?.position ?? '';
    const events: RecordedEvent[] = [];
    try {
      for await (const event of this.log.read(stream, { from: parked.revision, signal }))
        if (event.position <= position) events.push(event);
    } catch (error) {
      return { kind: 'unread', reason: error instanceof Error ? error.message : String(error) };
    }
    this.projector.retry(stream, events);
    const still = this.projector.parked.get(stream);
    return still ? { kind: 'still-parked', parked: still } : { kind: 'resumed' };
  }

  #take(events: readonly RecordedEvent[]): void {
    this.projector.apply(events);
    const full = this.projector.pending >= BATCH_EVENTS || performance.now() - this.#committedAt >= BATCH_MS;
    if (this.#caughtUp || full) this.#commit();
  }

  #catchUp(): void {
    this.#commit();
    if (!this.#caughtUp) this.progress.caughtUp(this.projector.checkpoint);
    this.#caughtUp = true;
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, REST_MS);
      this.#endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #commit(): void {
    if (this.projector.pending > 0) {
      const categories = this.projector.commit();
      const { checkpoint } = this.projector;
      if (checkpoint) this.progress.projected(checkpoint, categories);
    }
    this.#committedAt = performance.now();
  }
}
