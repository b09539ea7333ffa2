import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ViewsUnavailable } from '../errors.js';
import type { Checkpoint } from './bookkeeping.js';
import type { ProjectorOrder, ProjectorReport, ProjectorSettings, RetryOutcome } from './messages.js';

/** Between two starts; doubled at each failure in a row, up to the longest, and shortened at random by up to half. */
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 30_000;
/** How long the thread may take to end by itself. */
const CLOSE_MS = 5_000;
/** How long somebody waits for a parked stream to be tried again, and how many may wait at once. */
const RETRY_MS = 10_000;
const MOST_RETRIES = 100;

export interface ProjectorOwner {
  /** @param categories those of the streams whose events came in */
  projected(checkpoint: Checkpoint, categories: readonly string[]): void;
  /** Rows may have changed: a parked stream was tried again, or the thread ended before it told what it committed. */
  changed(): void;
  caughtUp(checkpoint: Checkpoint | undefined): void;
  /** Puts an empty file in the place of one that cannot be continued. No thread has it open. */
  renew(reason: string): void;
  /** Told each time that the thread ends without having been closed; it is started again. */
  failed(reason: string): void;
}

/** Why the projector had to be started again. */
export interface ProjectorFailure {
  /** RFC 3339. */
  readonly at: string;
  readonly reason: string;
}

interface Retry {
  readonly resolve: (outcome: RetryOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps the projector's thread running: one that ends is started again after a while, with a new file if need be. */
export class ProjectorThread {
  #worker: Worker | undefined;
  #unusable: string | undefined;
  #failures = 0;
  #restarts = 0;
  #failure: ProjectorFailure | undefined;
  #requests = 0;
  readonly #retries = new Map<number, Retry>();
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;

  constructor(
    private readonly settings: ProjectorSettings,
    private readonly owner: ProjectorOwner,
  ) {
    this.#running = this.#keepRunning();
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Why the thread ended the last time; undefined once it gets on again. */
  get failure(): ProjectorFailure | undefined {
    return this.#failure;
  }

  /** @throws ViewsUnavailable when the thread is not there, ends meanwhile or takes too long, or has too many to try */
  async retry(stream: string): Promise<RetryOutcome> {
    if (!this.#worker) throw new ViewsUnavailable('The projector is being started; try again shortly.');
    if (this.#retries.size >= MOST_RETRIES)
      throw new ViewsUnavailable('Too many streams are being tried again; try this one later.');
    const request = ++this.#requests;
    let overdue: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#retries.set(request, { resolve, reject });
        overdue = setTimeout(() => {
          reject(
            new ViewsUnavailable('The projector has not come to it yet; see whether it is still parked.'),
          );
        }, RETRY_MS);
        this.#tell({ kind: 'retry', request, stream });
      });
    } finally {
      clearTimeout(overdue);
      this.#retries.delete(request);
    }
  }

  /** Says that somebody waits for what the log has. */
  hurry(): void {
    this.#tell({ kind: 'hurry' });
  }

  /** Starts over with an empty file: somebody found this one unfit to read. */
  renew(reason: string): void {
    this.#unusable ??= reason;
    this.#tell({ kind: 'close' });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const worker = this.#worker;
    this.#tell({ kind: 'close' });
    const deadline = setTimeout(() => void worker?.terminate(), CLOSE_MS);
    await this.#running;
    clearTimeout(deadline);
  }

  async #keepRunning(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#runOnce();
      await this.#recover();
    }
  }

  /** Settles when the thread has ended. */
  #runOnce(): Promise<void> {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: this.settings,
      // What a batch folds lives until its commit: a young generation that holds it saves a tenth of a rebuild.
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    });
    this.#worker = worker;
    worker.on('message', (report: ProjectorReport) => {
      this.#hear(report);
    });
    worker.on('error', (error) => {
      this.#failed(error.message);
    });
    return new Promise((resolve) => {
      worker.on('exit', () => {
        this.#worker = undefined;
        for (const { reject } of this.#retries.values())
          reject(new ViewsUnavailable('The projector ended meanwhile; try again shortly.'));
        this.owner.changed();
        resolve();
      });
    });
  }

  /** Makes ready for the next start, in a while. */
  async #recover(): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return;
    try {
      if (this.#unusable !== undefined) this.owner.renew(this.#unusable);
      this.#unusable = undefined;
    } catch (error) {
      this.#failed(error instanceof Error ? error.message : String(error));
    }
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures++);
    await delay(longest * (1 - Math.random() / 2), undefined, { signal }).catch(() => undefined);
    this.#restarts++;
  }

  #hear(report: ProjectorReport): void {
    switch (report.kind) {
      case 'projected':
        this.#getsOn();
        this.owner.projected(report.checkpoint, report.categories);
        break;
      case 'caught-up':
        this.#getsOn();
        this.owner.caughtUp(report.checkpoint);
        break;
      case 'unusable':
        this.#unusable = report.reason;
        this.#failed(report.reason);
        break;
      case 'retried':
        if (report.outcome.kind === 'resumed' || report.outcome.kind === 'still-parked') this.owner.changed();
        this.#retries.get(report.request)?.resolve(report.outcome);
    }
  }

  #getsOn(): void {
    this.#failures = 0;
    this.#failure = undefined;
  }

  #failed(reason: string): void {
    this.#failure = { at: new Date().toISOString(), reason };
    this.owner.failed(reason);
  }

  #tell(order: ProjectorOrder): void {
    this.#worker?.postMessage(order);
  }
}
