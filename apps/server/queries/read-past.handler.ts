import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Past, Views, ViewsUnavailable } from '#views';
import { Reaching } from './reaching.js';
import { ReadPast } from './read.js';

/**
 * The handler of all queries about the past. What was known then is told by the log, and by the views as far as it has
 * not changed since; who may see it, by the views as they are today. So these must have come to that moment, and have
 * caught up since they were opened.
 */
@QueryHandler(ReadPast)
export class ReadPastHandler implements IQueryHandler<ReadPast<unknown>> {
  constructor(
    private readonly past: Past,
    private readonly views: Views,
    private readonly reaching: Reaching,
  ) {}

  async execute({ moment, question }: ReadPast<unknown>): Promise<unknown> {
    if (!this.views.ready) throw new ViewsUnavailable('The views are being rebuilt; ask again in a moment.');
    if (moment.position !== undefined) await this.reaching.reach(moment.position, 'asOf.position');
    return question(this.past, this.views);
  }
}
