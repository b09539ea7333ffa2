import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  getVariableValues,
  validate,
} from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import type { Config } from '../config/config.js';
import { tooComplex } from './errors.js';
import { introspectsUnderOneName } from './introspection.js';
import { type ListLengths, listLengths } from './list-lengths.js';

type Variables = Readonly<Record<string, unknown>>;

/** How many items a connection or list is taken to have when the operation does not say. */
const assumedPage = 20;

/** How deep introspection may nest: as deep as tools do that ask for the types of types. */
const introspectionDepth = 30;

/** How many fields an operation may have once each spread of a fragment is written out. */
const mostFields = 10_000;

/** Documents that passed: the server's document cache keeps them, so each is walked once. */
const passed = new WeakSet<DocumentNode>();

/**
 * Refuses operations that nest too deep, have too many aliases, or ask for too much: each field costs one, each
 * below a page or a list as often as that is long.
 *
 * @throws ApiError TOO_COMPLEX
 */
export function checkLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  { maxAliases, maxCost, maxDepth }: Config,
): void {
  if (!passed.has(document)) {
    const onReject = [refuse];
    // An answer is as deep as its fields; a client that puts its fragments together from others asks for no more.
    const ofFields = { flattenFragments: true, onReject };
    validate(schema, document, [
      maxDepthRule({ n: maxDepth, ...ofFields }),
      maxDepthRule({ n: Math.max(maxDepth, introspectionDepth), ignoreIntrospection: false, ...ofFields }),
      maxAliasesRule({ n: maxAliases, onReject }),
      introspectsUnderOneName,
    ]);
    passed.add(document);
  }
  const cost = costOf(schema, document, operation, variables);
  if (cost > maxCost) {
    throw tooComplex(
      `The operation costs ${cost}; ${maxCost} is the most. Ask for fewer fields or smaller pages.`,
    );
  }
}

function refuse(_: unknown, { message }: GraphQLError): never {
  throw tooComplex(`${message.replace('Syntax Error: ', '')} Ask for less at once.`);
}

const costs = new WeakMap<OperationDefinitionNode, Map<string, number>>();
const kept = 100;

/**
 * The cost depends on no variables but numbers and conditions, and those that decide how long lists are, so that it is
 * computed once for each set of these.
 */
function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const known = costs.get(operation) ?? new Map<string, number>();
  costs.set(operation, known);
  const deciding = Object.entries(variables).filter(([, value]) => /number|boolean/.test(typeof value));
  const coerce = () => getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const lengths = listLengths(schema, document, () => coerce().coerced ?? {});
  const key = JSON.stringify([deciding, lengths]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const { errors } = coerce();
  // Variables that do not fit the operation are refused with every error when it is executed.
  if (errors) return 0;
  const cost = computedCost(schema, document, operation, variables, lengths);
  if (known.size < kept) known.set(key, cost);
  return cost;
}

function computedCost(
  schema: GraphQLSchema,
  query: DocumentNode,
  { name }: OperationDefinitionNode,
  variables: Variables,
  lengths: ListLengths,
): number {
  try {
    return getComplexity({
      schema,
      query,
      ...(name && { operationName: name.value }),
      variables,
      context: lengths,
      estimators: [estimate],
      maxQueryNodes: mostFields,
    });
  } catch {
    throw tooComplex(`The operation has over ${mostFields} fields. Ask for less at once.`);
  }
}

/** A field costs one, or what its extension `cost` says. */
function estimate({ args, childComplexity, context, field }: ComplexityEstimatorArgs): number {
  const { cost, length }: Readonly<Record<string, unknown>> = field.extensions;
  if (typeof length === 'string') return 1 + lengthOf(context, length) * childComplexity;
  if (!field.args.some(({ name }) => name === 'first'))
    return (typeof cost === 'number' ? cost : 1) + childComplexity;
  const asked: unknown = args['first'] ?? args['last'] ?? assumedPage;
  const page = typeof asked === 'number' ? Math.max(0, asked) : assumedPage;
  return 1 + page * childComplexity;
}

function lengthOf(lengths: ListLengths | undefined, kind: string): number {
  return lengths?.[kind] ?? assumedPage;
}
