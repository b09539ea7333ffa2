import { type ASTNode, GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import { instantOf } from './instant.js';

/** RFC 3339 with an offset, any; kept and given in UTC with milliseconds. Inside it is that string. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description:
    'A time as RFC 3339 has it, such as `2026-11-21T10:30:00.000Z`. Given in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => String(value),
  parseValue: (value) => dateTime(value),
  parseLiteral: (node) => dateTime(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** A place in the log: opaque, and in the order of the log as a string. */
export const PositionScalar = new GraphQLScalarType<string, string>({
  name: 'Position',
  description: 'A place in the log: opaque; as strings, positions sort in the order of the log.',
  serialize: (value) => String(value),
  parseValue: (value) => text(value),
  parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : undefined, node),
});

export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

function dateTime(value: unknown, node?: ASTNode): string {
  const instant = typeof value === 'string' ? instantOf(value) : undefined;
  if (instant === undefined)
    throw refused('DateTime must be RFC 3339 with an offset, such as "2026-11-21T10:30:00Z".', node);
  return instant;
}

function text(value: unknown, node?: ASTNode): string {
  if (typeof value !== 'string' || value === '')
    throw refused('Position must be a string that Sitrep gave.', node);
  return value;
}

const refused = (message: string, node?: ASTNode): GraphQLError =>
  new GraphQLError(message, { ...(node && { nodes: [node] }), extensions: { code: 'BAD_USER_INPUT' } });
