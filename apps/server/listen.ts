import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { Authentication } from './access/authentication.js';
import { RateLimit } from './access/rate-limit.js';
import { AppModule } from './app.module.js';
import type { Foundations } from './core.module.js';
import { Gate } from './graphql/gate.js';
import { InputCheck } from './graphql/input.js';
import { ErrorFilter, answerUnroutable } from './http/error.filter.js';
import { refuseUnreadableBodies } from './http/body-types.js';
import { serveExplorerAssets } from './http/explorer.js';
import { NestLog } from './http/nest-log.js';
import { OpenConnections } from './http/open-connections.js';
import { Connections } from './live/connections.js';
import { LiveTail } from './live/live-tail.js';
import { serveWebSocket } from './live/websocket.js';
import { Duties } from './rounds/duties.js';

/** A server that accepts requests. */
export interface Listening {
  /** `http://host:port` */
  readonly url: string;
  readonly schema: GraphQLSchema;
  /** Stops accepting and lets requests under way finish. */
  close(): Promise<void>;
}

/**
 * Serves what is on these foundations over HTTP and WebSocket.
 *
 * @throws the system's error when the port cannot be listened on
 */
export async function listen(foundations: Foundations): Promise<Listening> {
  const { config, logger } = foundations;
  const adapter = new FastifyAdapter({
    bodyLimit: config.bodyLimitBytes,
    frameworkErrors: answerUnroutable,
    requestTimeout: 30_000,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(foundations), adapter, {
    rawBody: true,
    logger: new NestLog(logger),
    abortOnError: false,
  });
  if (config.corsOrigins.length > 0) app.enableCors({ origin: [...config.corsOrigins] });
  app.useGlobalFilters(new ErrorFilter(logger));
  app.useGlobalPipes(new InputCheck());
  const server = app.getHttpAdapter().getInstance();
  refuseUnreadableBodies(server);
  await serveExplorerAssets(server);
  const tail = app.get(LiveTail);
  const connections = app.get(Connections);
  connections.start();
  const open = new OpenConnections(app.getHttpServer());
  await app.init();
  const stop = async () => {
    connections.stop();
    tail.stop();
    open.end();
    await app.close();
  };
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await stop();
    throw error;
  }
  app.get(Duties).start();
  const { schema } = app.get(GraphQLSchemaHost);
  const websockets = serveWebSocket(app.getHttpServer(), schema, {
    authentication: app.get(Authentication),
    config,
    connections,
    gate: app.get(Gate),
    logger,
    rateLimit: app.get(RateLimit),
    views: foundations.views,
  });
  const close = async () => {
    await websockets.dispose();
    await stop();
  };
  const { address, family, port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`, schema, close };
}
