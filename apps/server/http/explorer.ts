import { fileURLToPath } from 'node:url';
import type { ApolloServerPlugin } from '@apollo/server';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const assets = '/explorer/';

/** Shows the explorer to a browser that opens the endpoint. Everything that it loads comes from this server. */
export const explorerPage = (): ApolloServerPlugin => ({
  serverWillStart: () =>
    Promise.resolve({ renderLandingPage: () => Promise.resolve({ html: renderedPage }) }),
});

async function renderedPage(): Promise<string> {
  // It is large, and few ever open the page.
  const { renderAltair } = await import('altair-static');
  return renderAltair({
    baseURL: assets,
    endpointURL: '/graphql',
    subscriptionsEndpoint: '/graphql',
    initialSubscriptionRequestHandlerId: 'graphql-ws',
    initialHeaders: { Authorization: 'Bearer sitrep_' },
    initialSubscriptionsPayload: { Authorization: 'Bearer sitrep_' },
    initialQuery: '{\n  me {\n    name\n    scopes\n  }\n}\n',
  });
}

/** Where the package has what its page loads. */
const assetsRoot = fileURLToPath(new URL('dist', import.meta.resolve('altair-static')));

/** Serves what the explorer's page loads. */
export async function serveExplorerAssets(server: FastifyInstance): Promise<void> {
  await server.register(fastifyStatic, { root: assetsRoot, prefix: assets, index: false });
}
