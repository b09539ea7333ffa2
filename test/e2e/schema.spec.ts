import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isRequiredArgument,
} from 'graphql';
import { codesOf, send } from '../support/client.js';
import { headOf, issueKey } from '../support/commands.js';
import { printed, publishedSchema, schemaOf } from '../support/schema.js';
import { type HostedService, hostService } from '../support/hosted.js';

const scopes = ['read', 'respond', 'ingest', 'admin', 'audit', 'restricted'];

/** What the fields of the roots take that do not take the usual scope of their root. */
const special: Readonly<Record<string, readonly string[] | undefined>> = {
  'Query.me': scopes,
  'Query.status': scopes,
  'Query.apiKeys': ['admin'],
  'Query.log': ['audit'],
  'Query.incidentHistory': ['audit'],
  'Query.checkpoint': ['audit'],
  'Query.inclusionProof': ['audit'],
  'Query.consistencyProof': ['audit'],
  'Subscription.log': ['audit'],
  'Mutation.recordAlert': ['ingest'],
  'Mutation.recordDeployment': ['ingest'],
  'Mutation.registerService': ['admin'],
  'Mutation.changeService': ['admin'],
  'Mutation.retireService': ['admin'],
  'Mutation.setPolicy': ['admin'],
  'Mutation.registerStakeholder': ['admin'],
  'Mutation.changeStakeholder': ['admin'],
  'Mutation.removeStakeholder': ['admin'],
  'Mutation.issueApiKey': ['admin'],
  'Mutation.revokeApiKey': ['admin'],
  'Mutation.retryParkedStream': ['admin'],
};
const usual = { Query: ['read'], Mutation: ['respond'], Subscription: ['read'] };

interface RootField {
  readonly name: string;
  /** Asks for the field alone. */
  readonly operation: string;
  readonly takes: readonly string[];
}

/**
 * The required arguments are variables that are never given: what passes the check of the scopes fails for that, and
 * changes nothing.
 */
function rootField(
  root: keyof typeof usual,
  { args, name, type }: GraphQLField<unknown, unknown>,
): RootField {
  const required = args.filter(isRequiredArgument);
  const variables = required.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = required.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isCompositeType(getNamedType(type)) ? '{ __typename }' : '';
  const operation = `${root.toLowerCase()} (${variables}) { ${name}(${given}) ${selection} }`;
  return {
    name: `${root}.${name}`,
    operation: operation.replaceAll('()', ''),
    takes: special[`${root}.${name}`] ?? usual[root],
  };
}

let service: HostedService;
let head: string;
let schema: GraphQLSchema;
let fields: RootField[] = [];
const keys = new Map<string, string>();

beforeAll(async () => {
  service = await hostService();
  schema = await schemaOf(service.url);
  const roots = {
    Query: schema.getQueryType(),
    Mutation: schema.getMutationType(),
    Subscription: schema.getSubscriptionType(),
  };
  fields = (['Query', 'Mutation', 'Subscription'] as const).flatMap((root) =>
    Object.values(roots[root]?.getFields() ?? {}).map((field) => rootField(root, field)),
  );
  for (const scope of scopes) keys.set(scope, (await issueKey(service.url, [scope])).secret);
  head = await headOf(service.url);
});
afterAll(() => service.stop());

describe('The schema', () => {
  it('is the one that docs/schema.graphql publishes; npm run schema writes it anew', () => {
    expect(printed(schema)).toBe(readFileSync(publishedSchema, 'utf8'));
  });
});

describe('Each field of the roots of the schema', () => {
  it('is refused without a key', async () => {
    expect(fields.length).toBeGreaterThan(40);
    for (const { name, operation } of fields) {
      const answer = await send(service.url, operation, {}, null);
      expect([name, ...codesOf(answer)]).toEqual([name, 'UNAUTHENTICATED']);
    }
  });

  it('takes one scope and no other, but for what only says who asks and how the node is', async () => {
    const found: [string, string[]][] = [];
    for (const { name, operation } of fields) {
      const allowed: string[] = [];
      for (const [scope, key] of keys) {
        const answer = await send(service.url, operation, {}, key);
        if (!codesOf(answer).includes('FORBIDDEN')) allowed.push(scope);
      }
      found.push([name, allowed]);
    }
    expect(found).toEqual(fields.map(({ name, takes }) => [name, takes]));
    expect(await headOf(service.url)).toBe(head);
  });

  it('says which scope it takes', async () => {
    const answer = await send(service.url, '{ apiKeys { id } }', {}, keys.get('read'));
    expect(answer.errors?.[0]?.message).toBe(
      'Query.apiKeys needs the scope admin, which the key "read" lacks.',
    );
  });

  it('is free where it only describes the schema', async () => {
    const answer = await send(service.url, '{ __schema { queryType { name } } __typename }', {}, null);
    expect(answer.data).toEqual({ __schema: { queryType: { name: 'Query' } }, __typename: 'Query' });
  });
});
