import { Worker } from 'node:worker_threads';
import { LogUnavailable, OutcomeUnknown, WrongExpectedRevision } from '../errors.js';
import type { Appended } from '../port.js';
import { errorOf } from './failure.js';
import { positionOf } from './position.js';
import type { AppendRequest } from './recorder.js';
import type { FromWriter, ToWriter, WriterSettings } from './writer-thread.js';

export interface WriterLimits {
  /** How long an append waits for its answer before its outcome counts as unknown. */
  readonly appendTimeoutMs: number;
  /** How many appends, and how many characters of JSON in them, wait at most; more are turned away. */
  readonly maxQueuedAppends: number;
  readonly maxQueuedLength: number;
}

interface Waiting {
  readonly request: AppendRequest;
  readonly length: number;
  readonly deadline: NodeJS.Timeout;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/** How long a failed append speaks against the log's health, unless a later one succeeds. */
const FAILURE_COUNTS_MS = 30_000;

/**
 * The caller's half of the writer. The thread is started by the first append and keeps the process alive only while
 * one waits. Appends made together go over together; answers come in the order of the appends.
 */
export class Writer {
  readonly #settings: WriterSettings;
  readonly #limits: WriterLimits;
  #thread: Worker | undefined;
  #ended: Promise<void> | undefined;
  #unsent: Waiting[] = [];
  #sent: Waiting[] = [];
  #queued = { appends: 0, length: 0 };
  #failure: { readonly message: string; readonly at: number } | undefined;
  #closed = false;

  constructor(settings: WriterSettings, limits: WriterLimits) {
    this.#settings = settings;
    this.#limits = limits;
  }

  append(request: AppendRequest): Promise<Appended> {
    const { appendTimeoutMs, maxQueuedAppends, maxQueuedLength } = this.#limits;
    const length = request.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (this.#closed) return Promise.reject(new LogUnavailable('The event log is closed'));
    if (this.#queued.appends >= maxQueuedAppends || this.#queued.length + length > maxQueuedLength)
      return Promise.reject(
        new LogUnavailable(
          `${this.#queued.appends} appends wait for the disk already. Nothing was recorded; try again later`,
        ),
      );
    this.#queued.appends += 1;
    this.#queued.length += length;
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        reject(
          new OutcomeUnknown(
            `The event log did not answer within ${appendTimeoutMs} ms. Append again with the same ids and expectation`,
          ),
        );
      }, appendTimeoutMs);
      this.#unsent.push({ request, length, deadline, resolve, reject });
      if (this.#unsent.length === 1)
        // What arrives in one turn of the event loop goes over in one message.
        setImmediate(() => {
          this.#send();
        });
    });
  }

  /** Why appends fail at present, if they do. */
  get failure(): string | undefined {
    const { message, at } = this.#failure ?? { message: undefined, at: 0 };
    return performance.now() - at < FAILURE_COUNTS_MS ? message : undefined;
  }

  /** Lets the appends that were made finish, within their time. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#send();
    const thread = this.#thread;
    if (!thread) return;
    thread.ref();
    thread.postMessage('close' satisfies ToWriter);
    const patience = setTimeout(() => void thread.terminate(), this.#limits.appendTimeoutMs);
    await this.#ended;
    clearTimeout(patience);
  }

  #send(): void {
    if (this.#unsent.length === 0) return;
    this.#thread ??= this.#start();
    this.#thread.ref();
    this.#thread.postMessage(this.#unsent.map(({ request }) => request) satisfies ToWriter);
    this.#sent.push(...this.#unsent);
    this.#unsent = [];
  }

  #start(): Worker {
    const thread = new Worker(new URL('./writer-thread.js', import.meta.url), {
      workerData: this.#settings,
      name: 'sitrep event log writer',
      // What the process was started with (`--eval`, `--inspect`…) is not meant for it.
      execArgv: [],
    });
    let reason = 'it ended';
    thread.on('message', (answer: FromWriter) => {
      this.#settle(answer);
    });
    thread.on('error', (error) => (reason = error.message));
    this.#ended = new Promise((resolve) => {
      thread.on('exit', () => {
        this.#thread = undefined;
        const message = `The writer of the event log failed: ${reason}. Append again with the same ids and expectation`;
        if (this.#sent.length > 0) this.#failure = { message, at: performance.now() };
        for (const { reject } of this.#take(this.#sent.length)) reject(new OutcomeUnknown(message));
        resolve();
      });
    });
    return thread;
  }

  #settle(answer: FromWriter): void {
    if ('outcomes' in answer) {
      this.#failure = undefined;
      for (const [n, { request, resolve, reject }] of this.#take(answer.outcomes.length).entries()) {
        const outcome = answer.outcomes[n];
        if (outcome?.kind === 'recorded')
          resolve({ revision: outcome.revision, position: positionOf(outcome.place) });
        else if (outcome) reject(new WrongExpectedRevision(request.stream, request.expected, outcome.actual));
      }
    } else {
      this.#failure = { message: answer.failure.message, at: performance.now() };
      for (const { reject } of this.#take(answer.appends)) reject(errorOf(answer.failure));
    }
    if (this.#sent.length === 0) this.#thread?.unref();
  }

  /** The appends that have waited longest, which wait no more. */
  #take(count: number): Waiting[] {
    const taken = this.#sent.slice(0, count);
    this.#sent = this.#sent.slice(count);
    for (const { length, deadline } of taken) {
      clearTimeout(deadline);
      this.#queued.appends -= 1;
      this.#queued.length -= length;
    }
    return taken;
  }
}
