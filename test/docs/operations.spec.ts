import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLSchema,
  type IntrospectionQuery,
  OperationTypeNode,
  buildClientSchema,
  getIntrospectionQuery,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { ask, subscribe, take, webSocketClient } from '../support/client.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { exampleOperations, guideOperations } from './operations.js';

/** What an operation is, in short: its kind and its first field. */
const summaryOf = (operation: string): string =>
  /\w+[^{]*\{\s*\w+/.exec(operation)?.[0].replace(/\s+/g, ' ') ?? operation;

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
});

afterAll(async () => {
  await service.stop();
});

describe('The examples, one after the other on a new service', () => {
  const answers: Record<string, unknown> = {};

  /** The value in the answer to an earlier example that a variable like `@01-declare.declareIncident.id` names. */
  function resolved(variable: unknown): unknown {
    if (typeof variable !== 'string' || !variable.startsWith('@')) return variable;
    return variable
      .slice(1)
      .split('.')
      .reduce<unknown>((value, part) => Reflect.get(Object(value) as object, part), answers);
  }

  it.each(exampleOperations().map((example) => [example.name, example] as const))(
    '%s',
    async (name, { operation, variables }) => {
      const values = Object.fromEntries(
        Object.entries(variables).map(([variable, value]) => [variable, resolved(value)]),
      );
      if (getOperationAST(parse(operation))?.operation === OperationTypeNode.SUBSCRIPTION) {
        const client = webSocketClient(service.url);
        [answers[name]] = await take(subscribe(client, operation, values), 1);
        await client.dispose();
      } else {
        answers[name] = await ask(service.url, operation, values);
      }
      expect(answers[name]).toBeDefined();
    },
  );
});

describe('The operations in the guides', () => {
  let schema: GraphQLSchema;

  beforeAll(async () => {
    schema = buildClientSchema(await ask<IntrospectionQuery>(service.url, getIntrospectionQuery()));
  });

  it.each(guideOperations().map(({ guide, operation }) => [guide, summaryOf(operation), operation] as const))(
    'of %s fit the schema: %s',
    (_guide, _summary, operation) => {
      expect(validate(schema, parse(operation))).toEqual([]);
    },
  );
});
