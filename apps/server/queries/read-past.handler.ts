import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Moment, Past, Views, ViewsUnavailable } from '#views';
import type { Config } from '../config/config.js';
import { CONFIG } from '../tokens.js';
import { Acknowledged } from './acknowledged.js';
import { Reaching } from './reaching.js';
import { ReadPast, ReadPastViews } from './read.js';

/**
 * Answers about the past. What was known then is told by the log, and by the views as far as it has not changed since;
 * who may see it, by the views as they are today. So these must have come to that moment, and have caught up since
 * they were opened.
 */
@QueryHandler(ReadPast)
export class ReadPastHandler implements IQueryHandler<ReadPast<unknown>> {
  constructor(
    private readonly past: Past,
    private readonly views: Views,
    private readonly reaching: Reaching,
    private readonly acknowledged: Acknowledged,
  ) {}

  async execute({ moment, question }: ReadPast<unknown>): Promise<unknown> {
    await mustHave(moment, this.views, this.reaching);
    await this.acknowledged.projected();
    return question(this.past);
  }
}

/** The same of what takes more than a few streams, and so a file of the views as they were. */
@QueryHandler(ReadPastViews)
export class ReadPastViewsHandler implements IQueryHandler<ReadPastViews<unknown>> {
  constructor(
    private readonly past: Past,
    private readonly views: Views,
    private readonly reaching: Reaching,
    private readonly acknowledged: Acknowledged,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ extent, moment, question: read }: ReadPastViews<unknown>): Promise<unknown> {
    await mustHave(moment, this.views, this.reaching);
    await this.acknowledged.projected();
    return this.past.read({ moment, extent, read, timeoutMs: this.config.projectionTimeoutMs });
  }
}

async function mustHave({ position }: Moment, views: Views, reaching: Reaching): Promise<void> {
  if (!views.ready) throw new ViewsUnavailable('The views are being rebuilt; ask again in a moment.');
  if (position !== undefined) await reaching.reach(position, 'asOf');
}
