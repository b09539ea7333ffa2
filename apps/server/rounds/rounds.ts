import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Views } from '#views';
import { ApiError } from '../graphql/errors.js';
import type { Duty, Task } from './duty.js';
import { Resting } from './resting.js';
import { Wake } from './wake.js';

/** How many tasks a round takes on, and how many of them at once. */
const BATCH = 100;
const LANES = 8;
/** How many of those that rest a round looks past. */
const MOST_RESTING = 1_000;
/** The shortest and the longest time between two rounds. A change of the views ends the longer one. */
const GAP_MS = 50;
const LONGEST_PAUSE_MS = 30_000;
/** So much later, at most, than the time of a deadline: each node another time, so that the first spares the others. */
const JITTER_MS = 200;
/** How long the end of the service waits for a command. Whether it is recorded or not, the next start goes on from it. */
const FINISHING_MS = 1_000;
/** How long a round waits for the views to come to what it recorded. */
const PROJECTION_MS = 2_000;

interface Servants {
  readonly bus: Pick<CommandBus, 'execute'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly views: Pick<Views, 'caughtUp' | 'onProjected' | 'reached'>;
}

/** How a duty is being done on this node. */
export interface DutyStatus {
  readonly name: string;
  /** How many commands the log took since this node started, or had just taken from another node. */
  readonly recorded: number;
  /** How many commands failed since it started, each try counted. */
  readonly failed: number;
  /** How many tasks are open whose last try failed; 1 at least where it could not be told which are open. */
  readonly failing: number;
  /** What the last failure was, as long as there is anything that fails. */
  readonly failure: string | undefined;
}

/**
 * Goes on rounds for a duty from when the views have caught up until it is stopped: does what is due, then sleeps
 * until something else is, or the views change.
 */
export class Rounds {
  readonly #resting = new Resting();
  readonly #stopped = new AbortController();
  #going: Promise<void> | undefined;
  #recorded = 0;
  #failed = 0;
  /** Rounds in a row that failed as a whole, and the last failure. */
  #lost = 0;
  #failure: string | undefined;

  constructor(
    private readonly duty: Duty,
    private readonly servants: Servants,
  ) {}

  start(): void {
    this.#going ??= this.#goOn();
  }

  /** Ends the rounds, and what is under way, unless the log leaves that without an answer for a while. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    const ended = new AbortController();
    const overdue = sleep(FINISHING_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    await Promise.race([this.#going, overdue]);
    ended.abort();
  }

  status(): DutyStatus {
    const { failures } = this.#resting;
    return {
      name: this.duty.name,
      recorded: this.#recorded,
      failed: this.#failed,
      // Where a round fails as a whole, at least one thing was to be done.
      failing: Math.max(failures.length, Math.min(this.#lost, 1)),
      failure: failures.at(-1) ?? (this.#lost > 0 ? this.#failure : undefined),
    };
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stopped;
    const wake = new Wake(signal);
    const unsubscribe = this.servants.views.onProjected(() => {
      wake.up();
    });
    this.duty.onMore?.(() => {
      wake.up();
    });
    while (!signal.aborted) {
      try {
        const pause = await this.#roundOnceCaughtUp(wake);
        this.#lost = 0;
        await wake.pause(GAP_MS * (1 + Math.random()), pause);
      } catch (error) {
        this.#lost += 1;
        this.#fail(error);
        const pause = Math.min(LONGEST_PAUSE_MS, 100 * 2 ** Math.min(this.#lost, 10));
        await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      }
    }
    unsubscribe();
  }

  async #roundOnceCaughtUp(wake: Wake): Promise<number> {
    await wake.until(this.servants.views.caughtUp());
    if (this.#stopped.signal.aborted) return Infinity;
    wake.reset();
    return this.#round();
  }

  /** Does what is due. @returns how many milliseconds later, at most, the next round is to be */
  async #round(): Promise<number> {
    const begun = performance.now();
    const now = new Date().toISOString();
    const limit = BATCH + Math.min(MOST_RESTING, this.#resting.count);
    const due = this.duty.due(now, limit);
    this.#resting.keepOnly(new Set(due.map(({ key }) => key)));
    const tasks = due.filter(({ key }) => !this.#resting.has(key, begun)).slice(0, BATCH);
    await this.#doAll(tasks);
    if (tasks.length === BATCH) return 0;
    const next = this.duty.next(now);
    return Math.min(
      LONGEST_PAUSE_MS,
      (this.#resting.next(begun) ?? Infinity) - performance.now(),
      next === undefined ? Infinity : Date.parse(next) - Date.now() + Math.random() * JITTER_MS,
    );
  }

  async #doAll(tasks: readonly Task[]): Promise<void> {
    const waiting = [...tasks];
    const positions: string[] = [];
    const lane = async () => {
      for (let task = waiting.shift(); task && !this.#stopped.signal.aborted; task = waiting.shift()) {
        const position = await this.#do(task);
        if (position !== undefined) positions.push(position);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const last = positions.sort().at(-1);
    if (last !== undefined)
      await this.servants.views.reached(last, { timeoutMs: PROJECTION_MS, signal: this.#stopped.signal });
  }

  /** @returns the position of what it recorded, or found recorded */
  async #do({ key, order }: Task): Promise<string | undefined> {
    try {
      const { events, position, replayed } = await this.servants.bus.execute(order);
      if (events.length > 0 && !replayed) this.#recorded += 1;
      this.#resting.tried(key, performance.now());
      return position;
    } catch (error) {
      const overtaken = error instanceof ApiError && error.code === 'CONFLICT';
      if (!overtaken) this.#fail(error);
      // Another node was faster: what that leaves to be done is told once the views have come to it.
      this.#resting.tried(key, performance.now(), overtaken ? undefined : this.#failure);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    if (this.#stopped.signal.aborted) return;
    this.#failed += 1;
    this.#failure = error instanceof Error ? error.message : String(error);
    this.servants.logger.warn(
      { err: error, duty: this.duty.name },
      'a duty could not be done; it is tried again',
    );
  }
}
