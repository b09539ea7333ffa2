import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  coerceInputValue,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { type FieldError, badUserInput } from '../graphql/errors.js';

/** The parameters of an address, as they were sent: those that were sent more than once as a list. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Where a parameter belongs among the arguments of the query, and what it must be. */
interface Place {
  readonly path: readonly string[];
  readonly type: GraphQLInputType;
}

/** Fields of these are parameters by their own names; those of other inputs by both, as in `asOf.position`. */
const FLAT = ['window', 'filter'];

/**
 * The arguments of a query of the API, from the parameters of an address: each field of an argument is a parameter,
 * and a list is one that is given several times. The types are those of the schema, so that both ways of asking take
 * the same.
 *
 * @param names the arguments that may be given
 * @throws ApiError BAD_USER_INPUT with every wrong parameter
 */
export function argumentsIn(
  given: Parameters,
  schema: GraphQLSchema,
  query: string,
  names: readonly string[],
): Record<string, unknown> {
  const taken = placesIn(schema.getQueryType()?.getFields()[query]?.args ?? [], names);
  const wrong: FieldError[] = [];
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const place = taken.get(name);
    if (!place)
      wrong.push({ path: name, message: `is no parameter: there are ${[...taken.keys()].join(', ')}` });
    else if (value !== undefined) put(args, place.path, read(name, value, place.type, wrong));
  }
  if (wrong.length > 0) throw badUserInput(wrong);
  return args;
}

function placesIn(args: readonly GraphQLArgument[], names: readonly string[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { name, type } of args.filter((argument) => names.includes(argument.name))) {
    const named = getNamedType(type);
    const fields: readonly GraphQLInputField[] = isInputObjectType(named)
      ? Object.values(named.getFields())
      : [];
    for (const field of fields)
      places.set(FLAT.includes(name) ? field.name : `${name}.${field.name}`, {
        path: [name, field.name],
        type: field.type,
      });
    if (fields.length === 0) places.set(name, { path: [name], type });
  }
  return places;
}

function put(args: Record<string, unknown>, [name, field]: readonly string[], value: unknown): void {
  if (name === undefined) return;
  args[name] = field === undefined ? value : { ...Object(args[name]), [field]: value };
}

function read(
  name: string,
  value: string | readonly string[],
  type: GraphQLInputType,
  wrong: FieldError[],
): unknown {
  const isList = isListType(getNullableType(type));
  const texts = typeof value === 'string' ? [value] : value;
  if (!isList && texts.length > 1) {
    wrong.push({ path: name, message: 'must be given once' });
    return undefined;
  }
  const values = texts.map((text) => literal(text, getNamedType(type).name));
  return coerceInputValue(isList ? values : values[0], type, (_, __, error) =>
    wrong.push({ path: name, message: error.message }),
  );
}

/** What a text stands for, where it stands for something else than itself; what is wrong stays to be refused. */
function literal(text: string, type: string): unknown {
  switch (type) {
    case 'Boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'Float':
    case 'Int':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    default:
      return text;
  }
}
