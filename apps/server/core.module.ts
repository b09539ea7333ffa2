import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { EventLog } from '#event-log';
import { Views } from '#views';
import { Admission } from './access/admission.js';
import { Authentication } from './access/authentication.js';
import { EventVisibility } from './access/event-visibility.js';
import { RateLimit } from './access/rate-limit.js';
import { ExecuteHandler } from './commands/execute.handler.js';
import type { Config } from './config/config.js';
import { Gate } from './graphql/gate.js';
import { Connections } from './live/connections.js';
import { LiveTail } from './live/live-tail.js';
import { Notary } from './notary/notary.js';
import type { Seal } from './notary/seal.js';
import { Duties } from './rounds/duties.js';
import { ReadHandler } from './queries/read.handler.js';
import { CONFIG, EVENT_LOG, LOGGER, SEAL } from './tokens.js';

/** What the service runs on, opened before it and closed after it. */
export interface Foundations {
  readonly config: Config;
  readonly log: EventLog;
  readonly logger: Logger;
  readonly seal: Seal;
  readonly views: Views;
}

/** What every part of the service may ask for: the log, the views, the two buses, who is asking. */
@Global()
@Module({})
export class CoreModule {
  static on({ config, log, logger, seal, views }: Foundations): DynamicModule {
    const shared = [
      { provide: CONFIG, useValue: config },
      { provide: EVENT_LOG, useValue: log },
      { provide: LOGGER, useValue: logger },
      { provide: SEAL, useValue: seal },
      { provide: Views, useValue: views },
      { provide: LiveTail, useValue: new LiveTail(log) },
      Admission,
      Authentication,
      Connections,
      Duties,
      EventVisibility,
      Gate,
      Notary,
      RateLimit,
    ];
    return {
      module: CoreModule,
      imports: [CqrsModule],
      providers: [...shared, ExecuteHandler, ReadHandler],
      exports: [...shared, CqrsModule],
    };
  }
}
