import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { Views } from '#views';
import { KeyUses } from '../access/key-uses.js';
import { Notary } from '../notary/notary.js';
import { absorption } from '../reactors/absorption.js';
import { timers } from '../timers/timers.js';
import { LOGGER } from '../tokens.js';
import { type DutyStatus, Rounds } from './rounds.js';

/** Everything that Sitrep does by itself, from its start on for as long as the service runs. */
@Injectable()
export class Duties implements OnModuleDestroy {
  readonly #rounds: readonly Rounds[];

  constructor(
    bus: CommandBus,
    views: Views,
    notary: Notary,
    keyUses: KeyUses,
    @Inject(LOGGER) logger: Logger,
  ) {
    const servants = { bus, logger, views };
    this.#rounds = [timers(views), absorption(views), notary.duty, keyUses.duty].map(
      (duty) => new Rounds(duty, servants),
    );
  }

  /** To be called once the application is initialized: before, the bus of commands has nobody who carries them out. */
  start(): void {
    for (const rounds of this.#rounds) rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#rounds.map((rounds) => rounds.stop()));
  }

  status(): readonly DutyStatus[] {
    return this.#rounds.map((rounds) => rounds.status());
  }
}
