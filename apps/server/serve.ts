import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { openHistory } from '#history';
import { Past, PastFiles, Views } from '#views';
import { ensureAdminKey } from './access/issue-key.js';
import { Authentication } from './access/authentication.js';
import { RateLimit } from './access/rate-limit.js';
import { AppModule } from './app.module.js';
import { type Config, logUrlOf } from './config/config.js';
import type { Foundations } from './core.module.js';
import { Gate } from './graphql/gate.js';
import { InputCheck } from './graphql/input.js';
import { ErrorFilter } from './http/error.filter.js';
import { serveExplorerAssets } from './http/explorer.js';
import { NestLog } from './http/nest-log.js';
import { Connections } from './live/connections.js';
import { openSeal } from './notary/seal.js';
import { LiveTail } from './live/live-tail.js';
import { serveWebSocket } from './live/websocket.js';

/** A service that accepts requests. */
export interface RunningService {
  /** `http://host:port` */
  readonly url: string;
  readonly schema: GraphQLSchema;
  /** The first admin key, where this start made one: the only time that it is seen. */
  readonly newAdminKey: string | undefined;
  /** Stops accepting, lets requests under way finish, and closes the log. */
  close(): Promise<void>;
}

/** How long the start waits for the last event of the log to be in the views, before it serves without. */
const STARTING_MS = 10_000;

/**
 * Starts the service: it serves from the return on, with its views caught up.
 *
 * @throws LogCorrupt, LogUnavailable, ViewsInUse, or the system's error when the port cannot be listened on
 */
export async function serve(config: Config, logger: Logger): Promise<RunningService> {
  mkdirSync(config.dataDir, { recursive: true });
  const logUrl = logUrlOf(config);
  const log = await openHistory(logUrl);
  try {
    const views = new Views({ directory: config.dataDir, log: logUrl, logger });
    try {
      const newAdminKey = await ensureAdminKey(log, config.adminKey);
      const seal = await openSeal(config, log, logger);
      const files = new PastFiles({ directory: config.dataDir, log: logUrl, views });
      const past = new Past({ views, log, files });
      const app = await listen({ config, log, logger, past, seal, views });
      await views.caughtUp();
      // The key may have come after the views had caught up; who is told it must be able to use it.
      const head = await log.head();
      if (head !== undefined) await views.reached(head, { timeoutMs: STARTING_MS });
      return { ...app, newAdminKey, close: () => closeAll([app, past, views, log]) };
    } catch (error) {
      await views.close();
      throw error;
    }
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function listen(foundations: Foundations) {
  const { config, logger } = foundations;
  const adapter = new FastifyAdapter({ bodyLimit: config.bodyLimitBytes, requestTimeout: 30_000 });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(foundations), adapter, {
    rawBody: true,
    logger: new NestLog(logger),
    abortOnError: false,
  });
  if (config.corsOrigins.length > 0) app.enableCors({ origin: [...config.corsOrigins] });
  app.useGlobalFilters(new ErrorFilter(logger));
  app.useGlobalPipes(new InputCheck());
  await serveExplorerAssets(app.getHttpAdapter().getInstance());
  const tail = app.get(LiveTail);
  const connections = app.get(Connections);
  connections.start();
  await app.init();
  const stop = async () => {
    connections.stop();
    await tail.stop();
    await app.close();
  };
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await stop();
    throw error;
  }
  const { schema } = app.get(GraphQLSchemaHost);
  const websockets = serveWebSocket(app.getHttpServer(), schema, {
    authentication: app.get(Authentication),
    config,
    connections,
    gate: app.get(Gate),
    logger,
    rateLimit: app.get(RateLimit),
  });
  const close = async () => {
    await websockets.dispose();
    await stop();
  };
  const { address, family, port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`, schema, close };
}

async function closeAll(parts: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const part of parts) await part.close();
}
