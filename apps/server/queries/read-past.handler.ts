import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Past } from '#views';
import type { Config } from '../config/config.js';
import { CONFIG } from '../tokens.js';
import { Present } from './present.js';
import { ReadPast, ReadPastViews } from './read.js';

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
