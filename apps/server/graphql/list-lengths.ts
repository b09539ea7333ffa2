import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  TypeInfo,
  getArgumentValues,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** How many items the lists of a kind may have, by the name of the kind. */
export type ListLengths = Readonly<Record<string, number>>;

/** The extension of a field whose arguments decide how long lists below it are. */
export interface DecidesLengths {
  readonly lengths: (args: Readonly<Record<string, unknown>>) => ListLengths;
}

/** The extension of a list that is as long as the arguments of a field above it say: names the kind of the list. */
export interface HasLength {
  readonly length: string;
}

interface Deciding {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly lengths: DecidesLengths['lengths'];
}

const known = new WeakMap<DocumentNode, readonly Deciding[]>();

function decidingFieldsOf(schema: GraphQLSchema, document: DocumentNode): readonly Deciding[] {
  const before = known.get(document);
  if (before) return before;
  const found: Deciding[] = [];
  const types = new TypeInfo(schema);
  const Field = (node: FieldNode) => {
    const field = types.getFieldDef();
    const lengths: unknown = field?.extensions['lengths'];
    if (field && typeof lengths === 'function')
      // Whoever gives a field this extension does so by `DecidesLengths`.
      found.push({ field, node, lengths: lengths as DecidesLengths['lengths'] });
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  known.set(document, found);
  return found;
}

/**
 * How long the lists of an operation may be of which that follows from arguments: of each kind the longest that any
 * of its fields asks for.
 *
 * @param variables as graphql-js coerces them; asked for only where they matter
 */
export function listLengths(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: () => Readonly<Record<string, unknown>>,
): ListLengths {
  const longest: Record<string, number> = {};
  for (const { field, lengths, node } of decidingFieldsOf(schema, document)) {
    const asked = lengths(getArgumentValues(field, node, variables()));
    for (const [kind, length] of Object.entries(asked)) longest[kind] = Math.max(longest[kind] ?? 0, length);
  }
  return longest;
}
