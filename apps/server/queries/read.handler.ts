import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Views } from '#views';
import type { Config } from '../config/config.js';
import { notYetProjected } from '../graphql/errors.js';
import { CONFIG } from '../tokens.js';
import { Read } from './read.js';

/** The one handler of all queries: wait for the position that the caller must see, then ask the views. */
@QueryHandler(Read)
export class ReadHandler implements IQueryHandler<Read<unknown>> {
  constructor(
    private readonly views: Views,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ minPosition, question }: Read<unknown>): Promise<unknown> {
    if (
      minPosition &&
      !(await this.views.reached(minPosition, { timeoutMs: this.config.projectionTimeoutMs }))
    ) {
      throw notYetProjected(minPosition);
    }
    return question(this.views);
  }
}
