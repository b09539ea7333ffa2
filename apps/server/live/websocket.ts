import type { Server } from 'node:http';
import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  execute,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { v4 as uuid } from 'uuid';
import { WebSocketServer } from 'ws';
import type { Views } from '#views';
import type { Authentication } from '../access/authentication.js';
import type { Caller, RequestContext } from '../access/caller.js';
import { correlationIdOf, loggerOf } from '../access/correlation.js';
import type { RateLimit } from '../access/rate-limit.js';
import type { Config } from '../config/config.js';
import { ApiError, badUserInput, tooComplex, unauthenticated } from '../graphql/errors.js';
import type { Gate } from '../graphql/gate.js';
import { formatted } from '../graphql/translate-error.js';
import { leaving } from '../http/leaving.js';
import { isConditional } from './conditional.js';
import type { Connections } from './connections.js';
import { keepAlive } from './keep-alive.js';
import { PacedSocket } from './paced-socket.js';

/** What the WebSocket server is made with. */
export interface WebSocketParts {
  readonly authentication: Authentication;
  readonly config: Config;
  readonly connections: Connections;
  readonly gate: Gate;
  readonly logger: Logger;
  readonly rateLimit: RateLimit;
  readonly views: Views;
}

type SocketContext = Context<Record<string, unknown> | undefined, Extra & { caller?: Caller }>;

/**
 * GraphQL over WebSocket (graphql-transport-ws) beside the HTTP server. The key comes with `connection_init` as
 * `{ "Authorization": "Bearer …" }`, or with the upgrade request.
 */
export function serveWebSocket(http: Server, schema: GraphQLSchema, parts: WebSocketParts) {
  const { authentication, config, connections, gate, logger, rateLimit, views } = parts;
  const sockets = new WebSocketServer({
    server: http,
    path: '/graphql',
    maxPayload: config.bodyLimitBytes,
    WebSocket: PacedSocket,
  });
  sockets.on('connection', (socket, request) => {
    socket.pace(request.socket);
    keepAlive(socket, request.socket);
  });
  const format = (caller: Caller | undefined, errors: readonly unknown[]) =>
    errors.map((error) => formatted(error, loggerOf(logger, caller?.correlationId)).toJSON());

  const operation = async (context: SocketContext, payload: SubscribePayload): Promise<ExecutionArgs> => {
    const caller = callerOfOne(context);
    if (Object.keys(context.subscriptions).length > MOST_OPERATIONS)
      throw tooComplex(
        `This connection has ${MOST_OPERATIONS} operations under way. Complete some of them, or open another.`,
      );
    if (caller) {
      authentication.confirm(caller.principal);
      await rateLimit.take(caller.principal.id);
    }
    const document = parse(payload.query, { maxLexicalTokens: config.maxTokens });
    const errors = validate(schema, document);
    if (errors.length > 0) throw new AggregateError(errors);
    const chosen = getOperationAST(document, payload.operationName);
    if (!chosen)
      throw badUserInput([{ path: 'operationName', message: 'names no operation of the document' }]);
    if (chosen.operation === OperationTypeNode.SUBSCRIPTION && isConditional(chosen.selectionSet, document))
      throw badUserInput([{ path: '', message: 'A subscription has no @skip or @include at its field.' }]);
    const variables = payload.variables ?? {};
    const contextValue: RequestContext = { caller, leaving: () => leaving(context.extra.socket) };
    gate.check({ context: contextValue, document, operation: chosen, schema, variables });
    return {
      schema,
      document,
      contextValue,
      operationName: payload.operationName,
      variableValues: variables,
    };
  };

  const server = useServer<Record<string, unknown> | undefined, { caller?: Caller }>(
    {
      connectionInitWaitTimeout: 10_000,
      onConnect: (context) => {
        try {
          const caller = callerOf(context, authentication);
          if (!caller)
            throw unauthenticated('Send a key: connection_init with { "Authorization": "Bearer sitrep_…" }.');
          context.extra.caller = caller;
          return connections.open(caller.principal, context.extra.socket);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          logger.info({ code: error.code }, 'websocket refused');
          context.extra.socket.close(CloseCode.Forbidden, reason(error.message));
          return false;
        }
      },
      onSubscribe: async (context, _id, payload) => {
        try {
          return await operation(context, payload);
        } catch (error) {
          // They are formatted on their way out, by onError.
          const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
          return errors.map(located);
        }
      },
      /** As over HTTP, an answer says at which position of the log it was given, or later. */
      execute: async (args: ExecutionArgs) => {
        const { position } = views;
        const result = await execute(args);
        return {
          ...result,
          extensions: { ...result.extensions, ...(position !== undefined && { position }) },
        };
      },
      onNext: (_context, _id, _payload, { contextValue }, { data, errors, extensions }) =>
        errors && {
          // As `operation` has given it.
          errors: format((contextValue as RequestContext).caller, errors),
          ...(data !== undefined && { data }),
          ...(extensions && { extensions }),
        },
      onError: ({ extra }, _id, _payload, errors) => format(extra.caller, errors),
    },
    sockets,
    keptAliveHere,
  );
  // What clients break is told to them by the code of the close, and logged here instead of on the console.
  sockets.on('connection', (socket) => {
    socket.removeAllListeners('error').on('error', (error) => {
      logger.info({ err: error }, 'websocket failed');
    });
  });
  const dispose = async () => {
    const overdue = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, partingMs);
    await server.dispose();
    clearTimeout(overdue);
  };
  return { dispose };
}

/** How many operations one connection may have under way, subscriptions included. */
const MOST_OPERATIONS = 100;

/** How long a client has to answer that it is closed, before a stop goes on without it. */
const partingMs = 2000;

/** The library ends a connection whose client has not yet read up to a ping. */
const keptAliveHere = 0;

const located = (error: unknown): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError('', { originalError: asError(error) });

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

function callerOf(context: SocketContext, authentication: Authentication): Caller | undefined {
  const given = context.connectionParams?.['Authorization'] ?? context.connectionParams?.['authorization'];
  const { headers } = context.extra.request;
  const authorization = typeof given === 'string' ? given : headers.authorization;
  return authentication.caller(authorization, 'graphql', correlationIdOf(headers));
}

/** Who sends an operation, which belongs together with others only where the upgrade request has named what to. */
const callerOfOne = ({ extra: { caller, request } }: SocketContext): Caller | undefined =>
  caller && { ...caller, correlationId: correlationIdOf(request.headers) ?? uuid() };

/** A reason for closing, within the 123 bytes that a close frame holds. */
const reason = (message: string): string => Buffer.from(message).subarray(0, 120).toString('utf8');
