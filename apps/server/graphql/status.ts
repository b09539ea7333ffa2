import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { RequestContext } from '../access/caller.js';

/**
 * What is wrong with an operation is status 400 to those who accept `application/graphql-response+json`, and to all
 * others 200 with the errors in the body, as GraphQL over HTTP has it
 * (https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes). What is no GraphQL request at all is 400 to
 * everybody, and a request that is not permitted keeps its own status.
 */
export const statusByMediaType: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () => {
    let isGraphQL = false;
    return Promise.resolve<GraphQLRequestListener<RequestContext>>({
      didResolveSource: () => {
        isGraphQL = true;
        return Promise.resolve();
      },
      willSendResponse: ({ request, response }) => {
        const accepted = request.http?.headers.get('accept') ?? '';
        if (isGraphQL && response.http.status === 400 && !accepted.includes(graphqlResponse)) {
          response.http.status = 200;
        }
        return Promise.resolve();
      },
    });
  },
};

const graphqlResponse = 'application/graphql-response+json';
