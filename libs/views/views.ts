import { mkdirSync } from 'node:fs';
import type { Position } from '#event-log';
import { Arrivals, type Patience } from './arrivals.js';
import { discard, discardOthers, prepare, viewsFile } from './file.js';
import type { Checkpoint } from './projector/bookkeeping.js';
import type { RetryOutcome } from './projector/messages.js';
import { ProjectorThread } from './projector/thread.js';
import { ApiKeys } from './reading/api-keys.js';
import { Commands } from './reading/commands.js';
import { Incidents } from './reading/incidents.js';
import { Reader } from './reading/reader.js';
import { type ViewsStatus, checkpointIn, parkedIn } from './status.js';

export interface ViewsOptions {
  /** Where the views' file is kept; made if need be. */
  readonly directory: string;
  /** The log, as `openEventLog` takes it. The projector opens it in its own thread. */
  readonly log: string;
}

/**
 * What everyone reads: the log, made into tables by a thread of its own, in a file that can be thrown away. Reading
 * is synchronous, needs neither the log nor the projector, and throws ViewsUnavailable for the moment in which the
 * file is made anew.
 */
export class Views {
  readonly incidents: Incidents;
  readonly apiKeys: ApiKeys;
  readonly commands: Commands;

  readonly #file: string;
  readonly #reader: Reader;
  readonly #projector: ProjectorThread;
  readonly #arrivals = new Arrivals();
  readonly #listeners = new Set<(position: Position) => void>();
  #checkpoint: Checkpoint | undefined;
  #ready = false;
  #awaiting: (() => void)[] = [];

  /**
   * Opens the file of this version, an empty one if there is none or if it is damaged, and starts to project.
   * What the file has can be read at once, though it may be old: see `ready`.
   *
   * @throws Error when the file can be neither read nor made
   */
  constructor({ directory, log }: ViewsOptions) {
    mkdirSync(directory, { recursive: true });
    this.#file = viewsFile(directory);
    this.#reader = new Reader((reason) => {
      this.#projector.renew(reason);
    });
    this.incidents = new Incidents(this.#reader);
    this.apiKeys = new ApiKeys(this.#reader);
    this.commands = new Commands(this.#reader);
    this.#open();
    this.#projector = new ProjectorThread(
      { file: this.#file, log },
      {
        projected: (checkpoint) => {
          this.#projected(checkpoint);
        },
        caughtUp: () => {
          this.#caughtUp();
        },
        renew: () => {
          this.#renew();
        },
      },
    );
  }

  /** Whether it has once caught up with the log since it was opened, or since its file was made anew. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Waits until it is ready. */
  async caughtUp(): Promise<void> {
    if (!this.#ready) await new Promise<void>((resolve) => this.#awaiting.push(resolve));
  }

  /** The last event that every answer from now on has in it; undefined before there is one. */
  get position(): Position | undefined {
    return this.#checkpoint?.position;
  }

  /** Waits until answers have the event at this position in them. False when it does not come to that in time. */
  reached(position: Position, patience: Patience): Promise<boolean> {
    const { position: projected } = this;
    if (projected !== undefined && projected >= position) return Promise.resolve(true);
    return this.#arrivals.wait(position, patience);
  }

  /** Calls the listener with each position that answers come to have; later the returned function ends it. */
  onProjected(listener: (position: Position) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What `read` reads is all as of one event, whose position comes with it. `read` must not be asynchronous. */
  snapshot<T>(read: () => T): { readonly position: Position | undefined; readonly value: T } {
    return this.#reader.snapshot(() => ({
      position: checkpointIn(this.#reader)?.position,
      value: read(),
    }));
  }

  status(): ViewsStatus {
    return {
      ready: this.#ready,
      position: this.position,
      recordedAt: this.#checkpoint?.recordedAt,
      events: this.#checkpoint?.events ?? 0,
      parked: parkedIn(this.#reader),
      restarts: this.#projector.restarts,
      failure: this.#projector.failure,
    };
  }

  /** Tries a parked stream again. @throws ViewsUnavailable when the projector ends meanwhile */
  retryParked(stream: string): Promise<RetryOutcome> {
    return this.#projector.retry(stream);
  }

  /** Stops projecting and releases the file. Who still waits for a position is told that it did not come. */
  async close(): Promise<void> {
    await this.#projector.close();
    this.#arrivals.end();
    this.#listeners.clear();
    this.#reader.close();
  }

  #open(): void {
    prepare(this.#file);
    this.#reader.open(this.#file);
    this.incidents.forget();
    this.#checkpoint = checkpointIn(this.#reader);
  }

  #renew(): void {
    this.#ready = false;
    this.#checkpoint = undefined;
    this.#reader.close();
    discard(this.#file);
    this.#open();
  }

  #projected(checkpoint: Checkpoint): void {
    this.#checkpoint = checkpoint;
    this.#arrivals.arrived(checkpoint.position);
    for (const listener of this.#listeners) listener(checkpoint.position);
  }

  #caughtUp(): void {
    this.#ready = true;
    for (const tell of this.#awaiting.splice(0)) tell();
    discardOthers(this.#file);
  }
}
