import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { apiKeys } from '#access';
import { policies, services, stakeholders } from '#catalog';
import type { EventLog } from '#event-log';
import type { IncidentCommand } from '#incident';
import { Views } from '#views';
import { Authentication } from '../access/authentication.js';
import type { Config } from '../config/config.js';
import { idempotencyMismatch } from '../graphql/errors.js';
import { Acknowledged } from '../queries/acknowledged.js';
import { CONFIG, EVENT_LOG } from '../tokens.js';
import { Execute, type Receipt } from './execute.js';
import { InTurn } from './in-turn.js';
import type { Attempt } from './envelope.js';
import { begin, record } from './record.js';
import { Streams } from './streams.js';

/** What others are decided by, or who is let in: an answer to a change of these means that it is in force here. */
const settings = new Set([apiKeys, policies, services, stakeholders].map(({ category }) => category));
/** After which others see an incident that is there already, or see it no more. */
const sight: IncidentCommand['type'] = 'ChangeVisibility';

const mustBeInForce = ({ command, decider }: Execute): boolean =>
  settings.has(decider.category) || command.type === sight;

/** The one handler of all commands. */
@CommandHandler(Execute)
export class ExecuteHandler implements ICommandHandler<Execute> {
  readonly #streams: Streams;
  readonly #turns = new InTurn();
  /** What was asked under the keys used last, by the command's id: the views may not have it yet. */
  readonly #lately = new LRUCache<string, string>({ max: 10_000 });

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    private readonly views: Views,
    private readonly acknowledged: Acknowledged,
    private readonly authentication: Authentication,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#streams = new Streams(log, (stream) => views.folded(stream));
  }

  async execute(execute: Execute): Promise<Receipt> {
    const attempt = begin(execute);
    const { commandId, fingerprint } = attempt;
    const receipt = await (fingerprint === undefined
      ? this.#record(execute, attempt)
      : this.#turns.run(commandId, () => this.#recordUnder(fingerprint, execute, attempt)));
    if (mustBeInForce(execute))
      await this.acknowledged.inForce(receipt.position, { timeoutMs: this.config.projectionTimeoutMs });
    return receipt;
  }

  async #record(execute: Execute, attempt: Attempt): Promise<Receipt> {
    const { principal } = execute.caller;
    const receipt = await this.#turns.run(attempt.stream, () => {
      // The key may have been revoked since the operation began, which may be many commands ago.
      if (principal.kind === 'API_KEY') this.authentication.confirm(principal);
      return record(this.#streams, execute, attempt);
    });
    this.acknowledged.note(attempt.stream, receipt.position);
    return receipt;
  }

  /** Commands with one key come one after another, since each may be about another stream. */
  async #recordUnder(fingerprint: string, execute: Execute, attempt: Attempt): Promise<Receipt> {
    this.#keyMustNotBeUsedElsewhere(attempt);
    const receipt = await this.#record(execute, attempt);
    this.#lately.set(attempt.commandId, fingerprint);
    return receipt;
  }

  /** The stream tells a reused key by itself; only the views know of one that was used on another stream. */
  #keyMustNotBeUsedElsewhere({ commandId, fingerprint }: Attempt): void {
    if (fingerprint === undefined) return;
    const earlier = this.#lately.get(commandId) ?? this.views.commands.find(commandId)?.fingerprint;
    if (earlier !== undefined && earlier !== fingerprint) throw idempotencyMismatch();
  }
}
