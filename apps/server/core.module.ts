import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { EventLog } from '#event-log';
import { Past, Views } from '#views';
import { Admission } from './access/admission.js';
import { Authentication } from './access/authentication.js';
import { EventVisibility } from './access/event-visibility.js';
import { KeyUses } from './access/key-uses.js';
import { RateLimit } from './access/rate-limit.js';
import { Moments } from './as-of/moments.js';
import { ExecuteHandler } from './commands/execute.handler.js';
import type { Config } from './config/config.js';
import { Gate } from './graphql/gate.js';
import { Connections } from './live/connections.js';
import { LiveTail } from './live/live-tail.js';
import { Notary } from './notary/notary.js';
import type { Seal } from './notary/seal.js';
import { Duties } from './rounds/duties.js';
import { Acknowledged } from './queries/acknowledged.js';
import { Present } from './queries/present.js';
import { ReadFurtherHandler } from './queries/read-further.handler.js';
import { ReadPastHandler, ReadPastViewsHandler } from './queries/read-past.handler.js';
import { ReadHandler } from './queries/read.handler.js';
import { CONFIG, EVENT_LOG, LOGGER, SEAL } from './tokens.js';
import { Reaching } from './queries/reaching.js';

/** What the service runs on, opened before it and closed after it. */
export interface Foundations {
  readonly config: Config;
  readonly log: EventLog;
  readonly logger: Logger;
  readonly seal: Seal;
  readonly views: Views;
  readonly past: Past;
}

/** What every part of the service may ask for: the log, the views, the two buses, who is asking. */
@Global()
@Module({})
export class CoreModule {
  static on({ config, log, logger, past, seal, views }: Foundations): DynamicModule {
    const shared = [
      { provide: CONFIG, useValue: config },
      { provide: EVENT_LOG, useValue: log },
      { provide: LOGGER, useValue: logger },
      { provide: SEAL, useValue: seal },
      { provide: Views, useValue: views },
      { provide: Past, useValue: past },
      { provide: LiveTail, useValue: new LiveTail(log) },
      Admission,
      Authentication,
      Connections,
      Duties,
      EventVisibility,
      Gate,
      KeyUses,
      Notary,
      Moments,
      RateLimit,
      Acknowledged,
      Reaching,
    ];
    return {
      module: CoreModule,
      imports: [CqrsModule],
      providers: [
        ...shared,
        Present,
        ExecuteHandler,
        ReadHandler,
        ReadFurtherHandler,
        ReadPastHandler,
        ReadPastViewsHandler,
      ],
      exports: [...shared, CqrsModule],
    };
  }
}
