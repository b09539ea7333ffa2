import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
} from 'graphql';

/** A mutation of the schema, ready to be sent. */
export interface Mutation {
  readonly name: string;
  readonly input: GraphQLInputObjectType;
  readonly operation: string;
  /** The fields of the input without which nothing can be sent, and which name things that must be there. */
  readonly needs: readonly GraphQLInputField[];
  /** The types of things that its answer shows. */
  readonly shows: readonly string[];
}

/** Every mutation of the schema. Each takes one argument, `input`. */
export function mutationsOf(schema: GraphQLSchema): Mutation[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => {
    const input = getNullableType(field.args[0]?.type);
    if (field.args.length !== 1 || !isInputObjectType(input))
      throw new Error(`${field.name} does not take an input and nothing else`);
    const fields = Object.values(input.getFields());
    return {
      name: field.name,
      input,
      operation: `mutation ($input: ${String(input)}!) { ${field.name}(input: $input) ${selectionOf(field.type, 4)} }`,
      needs: fields.filter((one) => isRequiredArgument(one) && isId(one.type)),
      shows: shownBy(field),
    };
  });
}

const isId = (type: Parameters<typeof getNamedType>[0]): boolean => {
  const named = getNamedType(type);
  return isScalarType(named) && named.name === 'ID';
};

function shownBy({ type }: GraphQLField<unknown, unknown>): string[] {
  const payload = getNamedType(type);
  if (!isObjectType(payload)) return [];
  return Object.values(payload.getFields()).map((field) => getNamedType(field.type).name);
}

/** Everything that can be asked of a type without arguments, this deep. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const isLeaf = !isObjectType(getNamedType(field.type));
    if (field.args.length > 0 || (!isLeaf && depth <= 1)) return [];
    return [`${field.name} ${selectionOf(field.type, depth - 1)}`.trim()];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}
