import type { ApolloServerPlugin } from '@apollo/server';
import fastifyStatic from '@fastify/static';
import { getDistDirectory, renderAltair } from 'altair-static';
import type { FastifyInstance } from 'fastify';

const assets = '/explorer/';

/** Shows the explorer to a browser that opens the endpoint. Everything that it loads comes from this server. */
export const explorerPage = (): ApolloServerPlugin => ({
  serverWillStart: () =>
    Promise.resolve({
      renderLandingPage: () =>
        Promise.resolve({
          html: renderAltair({
            baseURL: assets,
            endpointURL: '/graphql',
            subscriptionsEndpoint: '/graphql',
            initialSubscriptionRequestHandlerId: 'graphql-ws',
            initialHeaders: { Authorization: 'Bearer sitrep_' },
            initialSubscriptionsPayload: { Authorization: 'Bearer sitrep_' },
            initialQuery: '{\n  me {\n    name\n    scopes\n  }\n}\n',
          }),
        }),
    }),
});

/** Serves what the explorer's page loads. */
export async function serveExplorerAssets(server: FastifyInstance): Promise<void> {
  await server.register(fastifyStatic, { root: getDistDirectory(), prefix: assets, index: false });
}
