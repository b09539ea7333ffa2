import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** What is given for the scalars of the schema, by their names. */
export type Samples = Readonly<Record<string, readonly unknown[]>>;

/** One way of asking a field of `Query` or `Subscription`, with everything selected that its answer has. */
export interface Question {
  readonly field: string;
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Walk {
  /** Fields of which the answers are of no interest, as `Type.field`. */
  readonly unasked: ReadonlySet<string>;
  /** What each argument of these names is given in every question. */
  readonly always?: Readonly<Record<string, unknown>>;
  /** Whether nothing else is given that could be left out. */
  readonly least?: boolean;
}

/**
 * Every field of a root type, asked in each of these ways: with no more than it needs, and with each further argument,
 * and each field of its input, alone, with each sample. So a field or an argument that is new is asked as well.
 */
export function questionsOf(
  root: GraphQLObjectType,
  samples: Samples,
  { always = {}, least = false, unasked }: Walk,
): readonly Question[] {
  const kind = root.name.toLowerCase();
  const fields = Object.values(root.getFields()).filter(({ name }) => !unasked.has(`${root.name}.${name}`));
  return fields.flatMap((field) =>
    waysToFill(field.args, samples, always, least).map((variables) => {
      const given = field.args.filter(({ name }) => name in variables);
      const declared = given.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
      const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
      const asked = `${field.name}${passed === '' ? '' : `(${passed})`}`;
      const operation = `${kind} ${declared === '' ? '' : `(${declared})`} { ${asked} ${everythingOf(field.type, unasked)} }`;
      return { field: field.name, operation, variables };
    }),
  );
}

/** The fields of `Mutation` with an `input`, and that input's fields. */
export function mutationsOf(schema: GraphQLSchema): { name: string; fields: readonly GraphQLInputField[] }[] {
  const mutations: { name: string; fields: readonly GraphQLInputField[] }[] = [];
  for (const { name, args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const type = getNamedType(args.find((argument) => argument.name === 'input')?.type);
    if (isInputObjectType(type)) mutations.push({ name, fields: Object.values(type.getFields()) });
  }
  return mutations;
}

/** A selection of all that a type has, each type once on each way down. */
export function everythingOf(
  type: GraphQLOutputType,
  unasked: ReadonlySet<string> = new Set(),
  above: readonly GraphQLNamedType[] = [],
): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named)) throw new Error(`${named.name} is of a kind that the walk has not learned yet`);
  const fields = Object.values(named.getFields())
    .filter((field) => !unasked.has(`${named.name}.${field.name}`))
    .map((field) => selected(field, unasked, [...above, named]))
    .filter((selection) => selection !== '');
  return `{ ${fields.join(' ')} }`;
}

function selected(
  { args, name, type }: GraphQLField<unknown, unknown>,
  unasked: ReadonlySet<string>,
  above: readonly GraphQLNamedType[],
): string {
  const named = getNamedType(type);
  if (above.includes(named)) return '';
  const needed = args.filter(isRequiredArgument).map((argument) => `${argument.name}: ${wordOf(argument)}`);
  const asked = needed.length === 0 ? name : `${name}(${needed.join(', ')})`;
  return `${asked} ${everythingOf(named, unasked, above)}`;
}

/** What is given for an argument that a field below the root needs: the first word of an enum. */
function wordOf({ name, type }: GraphQLArgument): string {
  const named = getNamedType(type);
  const word = isEnumType(named) ? named.getValues()[0]?.name : undefined;
  if (word === undefined) throw new Error(`The walk has not learned yet what to give for ${name}`);
  return word;
}

type Fillable = GraphQLArgument | GraphQLInputField;

const isRequired = ({ type, defaultValue }: Fillable): boolean =>
  isNonNullType(type) && defaultValue === undefined;

/** With what is required alone, once with each sample for it; and so with each of the others beside it. */
function waysToFill(
  all: readonly Fillable[],
  samples: Samples,
  always: Readonly<Record<string, unknown>> = {},
  leastOnly = false,
): readonly Record<string, unknown>[] {
  const given = Object.fromEntries(
    Object.entries(always).filter(([name]) => all.some((one) => one.name === name)),
  );
  const required = all.filter((one) => isRequired(one) && !(one.name in given));
  const least = required.reduce<Record<string, unknown>[]>(
    (ways, one) =>
      ways.flatMap((way) => valuesOf(one.type, samples).map((value) => ({ ...way, [one.name]: value }))),
    [given],
  );
  const first = least[0];
  if (!first || leastOnly) return least;
  const others = all.filter((one) => !required.includes(one) && !(one.name in given));
  return [
    ...least,
    ...others.flatMap((one) => valuesOf(one.type, samples).map((value) => ({ ...first, [one.name]: value }))),
  ];
}

/** The samples of a type of input. */
export function valuesOf(type: GraphQLInputType, samples: Samples): readonly unknown[] {
  if (isNonNullType(type)) return valuesOf(type.ofType, samples);
  if (isListType(type)) return valuesOf(type.ofType, samples).map((value) => [value]);
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isInputObjectType(type)) return waysToFill(Object.values(type.getFields()), samples);
  const found = samples[type.name];
  if (!found) throw new Error(`There is no sample of ${type.name}`);
  return found;
}

/** What an input needs at least, each with its first sample. @throws Error where there is none */
export function leastInput(fields: readonly GraphQLInputField[], samples: Samples): Record<string, unknown> {
  return Object.fromEntries(
    fields.filter(isRequired).map(({ name, type }) => [name, valuesOf(type, samples)[0]]),
  );
}
