import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { OperationTypeNode } from 'graphql';
import type { Views } from '#views';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Authentication } from '../access/authentication.js';
import type { RequestContext } from '../access/caller.js';
import { correlationIdOf } from '../access/correlation.js';
import type { RateLimit } from '../access/rate-limit.js';
import type { Config } from '../config/config.js';
import { explorerPage } from '../http/explorer.js';
import { leaving } from '../http/leaving.js';
import type { Gate } from './gate.js';
import { badUserInput } from './errors.js';
import { statusByMediaType } from './status.js';
import { formatted } from './translate-error.js';

/** What the GraphQL server is made with. */
export interface ApolloParts {
  readonly authentication: Authentication;
  readonly config: Config;
  readonly gate: Gate;
  readonly logger: Logger;
  readonly rateLimit: RateLimit;
  readonly views: Views;
}

/** The GraphQL server over HTTP. */
export const apolloOptions = ({
  authentication,
  config,
  gate,
  logger,
  rateLimit,
  views,
}: ApolloParts): Omit<ApolloDriverConfig, 'driver'> => ({
  autoSchemaFile: true,
  // Apollo validates the schema as it starts; an introspection of it before costs each start for nothing.
  buildSchemaOptions: { skipCheck: true },
  sortSchema: true,
  introspection: true,
  graphiql: false,
  includeStacktraceInErrorResponses: false,
  // What follows from the key cannot be forged by another site's page: browsers do not send it by themselves.
  csrfPrevention: false,
  parseOptions: { maxLexicalTokens: config.maxTokens },
  context: async (request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> => {
    const { headers } = request;
    const caller = authentication.caller(headers.authorization, 'graphql', correlationIdOf(headers));
    if (caller) await rateLimit.take(caller.principal.id);
    return { caller, leaving: () => leaving(reply.raw) };
  },
  formatError: (_, error) => formatted(error, logger).toJSON(),
  // No field has cache hints, and looking for them costs each field of each answer.
  plugins: [
    ApolloServerPluginCacheControlDisabled(),
    gatekeeper(gate),
    answeredAt(views),
    statusByMediaType,
    explorerPage(),
  ],
});

const gatekeeper = (gate: Gate): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: () =>
    Promise.resolve<GraphQLRequestListener<RequestContext>>({
      didResolveOperation: ({ contextValue, document, operation, request, schema }) => {
        const variables = request.variables ?? {};
        if (operation) gate.check({ context: contextValue, document, operation, schema, variables });
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw subscriptionOverHttp();
        return Promise.resolve();
      },
    }),
});

const subscriptionOverHttp = () =>
  badUserInput([
    { path: '', message: 'Subscriptions go over WebSocket (graphql-transport-ws), to the same address.' },
  ]);

/** Says in each answer's extensions at which position of the log it was given, or later. */
const answeredAt = (views: Views): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: () => {
    let position: string | undefined;
    return Promise.resolve<GraphQLRequestListener<RequestContext>>({
      executionDidStart: () => {
        position = views.position;
        return Promise.resolve();
      },
      willSendResponse: ({ response: { body } }) => {
        if (position !== undefined && body.kind === 'single') {
          const extensions = { position, ...body.singleResult.extensions };
          body.singleResult = Object.assign({}, body.singleResult, { extensions });
        }
        return Promise.resolve();
      },
    });
  },
});
