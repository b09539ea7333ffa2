import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A field that answers many things, and how to ask whether it has any. */
interface ListField {
  readonly name: string;
  readonly selection: string;
}

/** The fields of a type that are lists or connections and need no arguments, in the order of the schema. */
export function listsOf(schema: GraphQLSchema, type: string): readonly ListField[] {
  const object = schema.getType(type);
  if (!isObjectType(object)) throw new Error(`The schema has no type ${type}`);
  return Object.values(object.getFields()).flatMap(({ args, name, type: answered }) => {
    if (args.some(isRequiredArgument)) return [];
    const many = connectionOf(answered);
    if (many) return [{ name, selection: `${name}(first: 1) { edges { cursor } }` }];
    const list = getNullableType(answered);
    if (!isListType(list)) return [];
    const element = getNamedType(list);
    return [{ name, selection: isObjectType(element) ? `${name} { __typename }` : name }];
  });
}

/** Whether the answer to such a field has anything in it. */
export const hasAny = (answer: unknown): boolean =>
  Array.isArray(answer)
    ? answer.length > 0
    : typeof answer === 'object' && answer !== null && 'edges' in answer && hasAny(answer.edges);

function connectionOf(type: GraphQLOutputType): GraphQLObjectType | undefined {
  const named = getNullableType(type);
  return isObjectType(named) && 'edges' in named.getFields() ? named : undefined;
}
