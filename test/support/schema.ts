import {
  type GraphQLSchema,
  type IntrospectionQuery,
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { ask } from './client.js';

/** Where the schema is published. */
export const publishedSchema = new URL('../../../docs/schema.graphql', import.meta.url);

/** The schema as the service tells it to anybody who asks. */
export async function schemaOf(url: string): Promise<GraphQLSchema> {
  const query = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true });
  return buildClientSchema(await ask<IntrospectionQuery>(url, query));
}

/** The schema in GraphQL's own language, in the order of its names. */
export const printed = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
