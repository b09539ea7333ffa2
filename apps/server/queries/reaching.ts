import { Inject, Injectable } from '@nestjs/common';
import type { EventLog } from '#event-log';
import { Views } from '#views';
import type { Config } from '../config/config.js';
import { badUserInput, notYetProjected } from '../graphql/errors.js';
import { CONFIG, EVENT_LOG } from '../tokens.js';

/** How long the views are given before the log is asked: they are mostly behind by less. */
const SOON_MS = 100;

/** Waits, for a bounded time, until the views have come to a position. */
@Injectable()
export class Reaching {
  constructor(
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Whoever asks for a position that the log never gave out is told so, and does not wait for what cannot come.
   *
   * @param argument what named the position
   * @throws ApiError BAD_USER_INPUT, NOT_YET_PROJECTED
   */
  async reach(position: string, argument: string): Promise<void> {
    const { projectionTimeoutMs } = this.config;
    const soon = Math.min(SOON_MS, projectionTimeoutMs);
    if (await this.views.reached(position, { timeoutMs: soon })) return;
    await this.#mustBe(position, argument);
    const patience = { timeoutMs: projectionTimeoutMs - soon };
    if (!(await this.views.reached(position, patience))) throw notYetProjected(position);
  }

  /** Comes to what is the last event of the log now. @throws ApiError NOT_YET_PROJECTED */
  async reachHead(): Promise<void> {
    const head = await this.log.head();
    const patience = { timeoutMs: this.config.projectionTimeoutMs };
    if (head !== undefined && !(await this.views.reached(head, patience))) throw notYetProjected(head);
  }

  /** As `reach`, of a position that must be that of an event, however early. */
  async reachEvent(position: string, argument: string): Promise<void> {
    await this.#mustBe(position, argument);
    await this.reach(position, argument);
  }

  async #mustBe(position: string, argument: string): Promise<void> {
    if (await this.log.has(position)) return;
    const message = 'is no position of this log. Give one that an answer told.';
    throw badUserInput([{ path: argument, message }]);
  }
}
