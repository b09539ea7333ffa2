import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Views } from '#views';
import { Reaching } from './reaching.js';
import { Read } from './read.js';

/** The handler of all queries about the present: wait for the position that the caller must see, then ask the views. */
@QueryHandler(Read)
export class ReadHandler implements IQueryHandler<Read<unknown>> {
  constructor(
    private readonly views: Views,
    private readonly reaching: Reaching,
  ) {}

  async execute({ minPosition, question }: Read<unknown>): Promise<unknown> {
    if (minPosition) await this.reaching.reach(minPosition, 'minPosition');
    return question(this.views);
  }
}
