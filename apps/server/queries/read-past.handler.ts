import { Inject, Injectable } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Moment, Past, Views, ViewsUnavailable } from '#views';
import type { Config } from '../config/config.js';
import { CONFIG } from '../tokens.js';
import { Acknowledged } from './acknowledged.js';
import { Reaching } from './reaching.js';
import { ReadPast, ReadPastViews } from './read.js';

/**
 * Who may see what was known in the past is told by the views as they are today. So these must have come to the moment that
 * is asked about, have caught up since they were opened, and have what this node acknowledged.
 */
@Injectable()
export class Present {
  constructor(
    private readonly views: Views,
    private readonly reaching: Reaching,
    private readonly acknowledged: Acknowledged,
  ) {}

  /** @throws ViewsUnavailable @throws ApiError BAD_USER_INPUT, NOT_YET_PROJECTED */
  async mustHave({ position }: Moment): Promise<void> {
    if (!this.views.ready) throw new ViewsUnavailable('The views are being rebuilt; ask again in a moment.');
    if (position !== undefined) await this.reaching.reach(position, 'asOf');
    await this.acknowledged.projected();
  }
}

/** Answers about the past from the log, and from the views as far as it has not changed since. */
@QueryHandler(ReadPast)
export class ReadPastHandler implements IQueryHandler<ReadPast<unknown>> {
  constructor(
    private readonly past: Past,
    private readonly present: Present,
  ) {}

  async execute({ moment, question }: ReadPast<unknown>): Promise<unknown> {
    await this.present.mustHave(moment);
    return question(this.past);
  }
}

/** The same of what takes more than a few streams, and so a file of the views as they were. */
@QueryHandler(ReadPastViews)
export class ReadPastViewsHandler implements IQueryHandler<ReadPastViews<unknown>> {
  constructor(
    private readonly past: Past,
    private readonly present: Present,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ extent, moment, question: read }: ReadPastViews<unknown>): Promise<unknown> {
    await this.present.mustHave(moment);
    return this.past.read({ moment, extent, read, timeoutMs: this.config.projectionTimeoutMs });
  }
}
