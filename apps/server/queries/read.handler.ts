import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Views } from '#views';
import { Acknowledged } from './acknowledged.js';
import { Reaching } from './reaching.js';
import { Read } from './read.js';

/**
 * The handler of all queries about the present: wait for the position that the caller must see and for what this node
 * has acknowledged, then ask the views.
 */
@QueryHandler(Read)
export class ReadHandler implements IQueryHandler<Read<unknown>> {
  constructor(
    private readonly views: Views,
    private readonly reaching: Reaching,
    private readonly acknowledged: Acknowledged,
  ) {}

  async execute({ minPosition, question }: Read<unknown>): Promise<unknown> {
    if (minPosition) await this.reaching.reach(minPosition, 'minPosition');
    await this.acknowledged.projected();
    return question(this.views);
  }
}
