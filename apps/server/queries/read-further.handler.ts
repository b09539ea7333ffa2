import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Views } from '#views';
import { Acknowledged } from './acknowledged.js';
import { ReadFurther } from './read.js';

/** Asks the views as they are once they have what is shown: an answer waits for what else is acknowledged but once. */
@QueryHandler(ReadFurther)
export class ReadFurtherHandler implements IQueryHandler<ReadFurther<unknown>> {
  constructor(
    private readonly views: Views,
    private readonly acknowledged: Acknowledged,
  ) {}

  async execute({ question, shown }: ReadFurther<unknown>): Promise<unknown> {
    if (shown !== undefined) await this.acknowledged.projected(shown);
    return question(this.views);
  }
}
