import {
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
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** Where a parameter belongs among the arguments of a query, and what it must be. */
interface Place {
  readonly parameter: string;
  readonly argument: string;
  /** The field of the argument; undefined where the argument has none. */
  readonly field: string | undefined;
  readonly type: GraphQLInputType;
}

/** Fields of these are parameters by their own names; those of others by both names, as in `asOf.position`. */
const FLAT = ['window', 'filter'];

/**
 * The arguments of a query of the API, from the parameters of an address: each field of an argument is a parameter,
 * and a list is one that is given several times. The types are those of the schema, so that both ways of asking take
 * the same.
 *
 * @param names the arguments that may be given
 * @param wrongIn what is wrong in arguments of the right types, by the arguments; of those that are not, nothing is given
 * @throws ApiError BAD_USER_INPUT with every wrong parameter
 */
export function argumentsIn(
  given: Parameters,
  schema: GraphQLSchema,
  query: string,
  names: readonly string[],
  wrongIn: (args: Readonly<Record<string, unknown>>) => readonly FieldError[],
): Record<string, unknown> {
  const args = (schema.getQueryType()?.getFields()[query]?.args ?? []).filter(({ name }) =>
    names.includes(name),
  );
  const places = args.flatMap(({ name, type }) => placesIn(name, type));
  const wrong: FieldError[] = [
    ...unknownAmong(given, places),
    ...places.filter((place) => isGivenTooOften(place, given)).map(onlyOnce),
  ];
  const coerced = Object.fromEntries(
    args.map(({ name, type }) => {
      const value = valueOf(
        places.filter(({ argument }) => argument === name),
        given,
      );
      if (value === undefined) return [name, undefined] as const;
      const failed = ([field]: readonly (string | number)[], message: string) =>
        wrong.push({ path: parameterOf(name, field), message });
      return [name, coerceInputValue(value, type, (path, _, { message }) => failed(path, message))] as const;
    }),
  );
  const known = new Set(wrong.map(({ path }) => path));
  const unruly = wrongIn(coerced).map(({ path, message }) => ({
    path: parameterAt(path, places, given),
    message,
  }));
  wrong.push(...unruly.filter(({ path }) => !known.has(path)));
  if (wrong.length > 0) throw badUserInput(wrong);
  return coerced;
}

/** The parameter that gives what is at a place in the arguments; of a whole argument, the first that was sent. */
function parameterAt(path: string, places: readonly Place[], given: Parameters): string {
  const [argument, field] = path.split('.');
  const inside = places.filter((place) => place.argument === argument);
  const place =
    inside.find((candidate) => candidate.field === field) ??
    inside.find(({ parameter }) => given[parameter] !== undefined);
  return place?.parameter ?? path;
}

function placesIn(argument: string, type: GraphQLInputType): readonly Place[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [{ parameter: argument, argument, field: undefined, type }];
  return Object.values(named.getFields()).map((field) => ({
    parameter: parameterOf(argument, field.name),
    argument,
    field: field.name,
    type: field.type,
  }));
}

function parameterOf(argument: string, field: string | number | undefined): string {
  if (field === undefined) return argument;
  return FLAT.includes(argument) ? String(field) : `${argument}.${field}`;
}

const unknownAmong = (given: Parameters, places: readonly Place[]): FieldError[] => {
  const known = places.map(({ parameter }) => parameter);
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((path) => ({ path, message: `is no parameter; there are ${known.join(', ')}` }));
};

const isList = ({ type }: Place): boolean => isListType(getNullableType(type));

const isGivenTooOften = (place: Place, given: Parameters): boolean =>
  !isList(place) && typeof given[place.parameter] === 'object';

const onlyOnce = ({ parameter }: Place): FieldError => ({ path: parameter, message: 'must be given once' });

/** What was given for an argument, before it is checked; undefined where nothing was. */
function valueOf(places: readonly Place[], given: Parameters): unknown {
  const fields = places.flatMap((place) => {
    const sent = given[place.parameter];
    if (sent === undefined || isGivenTooOften(place, given)) return [];
    const values = [sent].flat().map((text) => literal(text, getNamedType(place.type).name));
    return [[place.field, isList(place) ? values : values[0]] as const];
  });
  const [first] = fields;
  return first && first[0] === undefined ? first[1] : first && Object.fromEntries(fields);
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
