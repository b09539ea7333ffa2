import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventLog } from '#event-log';
import { Views } from '#views';
import { idempotencyMismatch } from '../graphql/errors.js';
import { EVENT_LOG } from '../tokens.js';
import { Execute, type Receipt } from './execute.js';
import { InTurn } from './in-turn.js';
import type { Attempt } from './envelope.js';
import { begin, record } from './record.js';
import { Streams } from './streams.js';

/** The one handler of all commands. */
@CommandHandler(Execute)
export class ExecuteHandler implements ICommandHandler<Execute> {
  readonly #streams: Streams;
  readonly #turns = new InTurn();

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    private readonly views: Views,
  ) {
    this.#streams = new Streams(log, (stream) => views.folded(stream));
  }

  async execute(execute: Execute): Promise<Receipt> {
    const attempt = begin(execute);
    this.#keyMustNotBeUsedElsewhere(attempt);
    return this.#turns.run(attempt.stream, () => record(this.#streams, execute, attempt));
  }

  /** The stream tells a reused key by itself; only the views know of one that was used on another stream. */
  #keyMustNotBeUsedElsewhere({ commandId, fingerprint }: Attempt): void {
    if (fingerprint === undefined) return;
    const earlier = this.views.commands.find(commandId);
    if (earlier && earlier.fingerprint !== fingerprint) throw idempotencyMismatch();
  }
}
