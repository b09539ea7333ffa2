import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Position } from '#event-log';
import { Arrivals, type Patience } from './arrivals.js';
import { type Claim, claim } from './claim.js';
import { ViewsUnavailable, inViewsTerms } from './errors.js';
import { discard, discardOthers, prepare } from './file.js';
import type { Checkpoint } from './projector/bookkeeping.js';
import { ProjectorThread } from './projector/thread.js';
import { Reader } from './reading/reader.js';
import { checkpointIn } from './status.js';

/** What a program's log takes; pino's loggers do. */
export interface Logger {
  warn(facts: object, message: string): void;
}

interface LiveFileOwner {
  readonly logger?: Logger;
  /** Called when another file has taken the place of this one. */
  renewed(): void;
  /** Called when rows may have changed of events that the file had already. */
  changed(): void;
}

/** The file of the views, which a thread keeps up with the log, and which is made anew when it is no good. */
export class LiveFile {
  readonly reader = new Reader((reason) => {
    this.projector.renew(reason);
  });
  readonly projector: ProjectorThread;
  readonly #arrivals = new Arrivals();
  readonly #claim: Claim;
  readonly #listeners = new Set<(position: Position) => void>();
  readonly #awaitingReady: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #checkpoint: Checkpoint | undefined;
  /** Whether the projector was told to hurry since it came to the checkpoint. */
  #hurried = false;
  #ready = false;

  /**
   * @param log the log's address
   * @throws ViewsInUse when another process has the views of this directory
   * @throws ViewsUnusable when the file can be neither read nor made
   */
  constructor(
    private readonly file: string,
    log: string,
    private readonly owner: LiveFileOwner,
  ) {
    mkdirSync(dirname(file), { recursive: true });
    this.#claim = claim(dirname(file));
    try {
      this.#open();
    } catch (error) {
      this.#claim.release();
      throw error;
    }
    this.projector = new ProjectorThread(
      { file, log },
      {
        projected: (checkpoint, categories) => {
          this.#projected(checkpoint, categories);
        },
        changed: () => {
          this.#changed();
        },
        caughtUp: (checkpoint) => {
          this.#caughtUp(checkpoint);
        },
        renew: (reason) => {
          this.#renew(reason);
        },
        failed: (reason) => {
          owner.logger?.warn({ reason }, 'The projector ended and is started again');
        },
      },
    );
  }

  /** Whether it has once caught up with the log since it was opened or made anew. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Resolves once `ready`. @throws ViewsUnavailable when it is closed before */
  whenReady(): Promise<void> {
    if (this.#ready) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#awaitingReady.push({ resolve, reject });
    });
  }

  /** The last event that is in the file. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** Waits until the file has the event at this position; false when it does not come to that in time. */
  reached(position: Position, patience: Patience): Promise<boolean> {
    const projected = this.#checkpoint?.position;
    if (projected !== undefined && projected >= position) return Promise.resolve(true);
    const arrived = this.#arrivals.wait(position, patience);
    this.#hurry();
    return arrived;
  }

  /**
   * Calls the listener with each position that the file comes to, and with the same again when its rows may have
   * changed otherwise, until the function that it returns is called.
   */
  onProjected(listener: (position: Position) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    // The last to close the file, which must be able to write it, brings its write-ahead log into it.
    this.reader.close();
    await this.projector.close();
    this.#arrivals.end();
    for (const { reject } of this.#awaitingReady.splice(0))
      reject(new ViewsUnavailable('The views were closed before they had caught up with the log.'));
    this.#claim.release();
  }

  #open(): void {
    try {
      prepare(this.file);
      this.reader.open(this.file);
      this.#checkpoint = checkpointIn(this.reader);
    } catch (error) {
      throw inViewsTerms(error, this.file);
    }
  }

  #renew(reason: string): void {
    this.owner.logger?.warn({ reason }, 'The views are made anew from the log');
    this.#ready = false;
    this.#checkpoint = undefined;
    this.reader.close();
    discard(this.file);
    this.#open();
    this.owner.renewed();
  }

  #projected(checkpoint: Checkpoint, categories?: readonly string[]): void {
    this.#checkpoint = checkpoint;
    this.reader.refresh(categories);
    this.#arrivals.arrived(checkpoint.position);
    this.#hurried = false;
    if (this.#arrivals.areAwaited) this.#hurry();
    this.#tell(checkpoint);
  }

  #changed(): void {
    this.reader.refresh();
    this.owner.changed();
    if (this.#checkpoint) this.#tell(this.#checkpoint);
  }

  #tell({ position }: Checkpoint): void {
    for (const listener of this.#listeners) listener(position);
  }

  /** Tells the projector, once for all those who wait, until it gets on. */
  #hurry(): void {
    if (this.#hurried) return;
    this.#hurried = true;
    this.projector.hurry();
  }

  #caughtUp(checkpoint: Checkpoint | undefined): void {
    // A thread before this one may have ended before it told how far it had come.
    if (checkpoint && checkpoint.position !== this.#checkpoint?.position) this.#projected(checkpoint);
    this.#ready = true;
    for (const { resolve } of this.#awaitingReady.splice(0)) resolve();
    try {
      discardOthers(this.file);
    } catch (error) {
      this.owner.logger?.warn({ err: error }, 'Files of other versions of the views could not be removed');
    }
  }
}
