import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { EventLog } from '#event-log';
import { Views } from '#views';
import type { Config } from '../config/config.js';
import { badUserInput, notYetProjected } from '../graphql/errors.js';
import { CONFIG, EVENT_LOG } from '../tokens.js';
import { Read } from './read.js';

/** How long the views are given before the log is asked: they are mostly behind by less. */
const SOON_MS = 100;

/** The one handler of all queries: wait for the position that the caller must see, then ask the views. */
@QueryHandler(Read)
export class ReadHandler implements IQueryHandler<Read<unknown>> {
  constructor(
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ minPosition, question }: Read<unknown>): Promise<unknown> {
    if (minPosition) await this.#reach(minPosition);
    return question(this.views);
  }

  /** Whoever asks for a position that the log never gave out is told so, and does not wait for what cannot come. */
  async #reach(minPosition: string): Promise<void> {
    const { projectionTimeoutMs } = this.config;
    const soon = Math.min(SOON_MS, projectionTimeoutMs);
    if (await this.views.reached(minPosition, { timeoutMs: soon })) return;
    if (!(await this.log.has(minPosition))) {
      const message = 'is no position of this log. Give one that an answer told.';
      throw badUserInput([{ path: 'minPosition', message }]);
    }
    const patience = { timeoutMs: projectionTimeoutMs - soon };
    if (!(await this.views.reached(minPosition, patience))) throw notYetProjected(minPosition);
  }
}
