import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

const conditions = ['skip', 'include'];

/**
 * Whether what an operation asks for first depends on a condition, in whichever fragment. The one field of a
 * subscription must not (https://spec.graphql.org/September2025/#sec-Single-Root-Field): where it is left out, there is
 * nothing to subscribe to.
 *
 * @param document a valid one
 */
export const isConditional = ({ selections }: SelectionSetNode, document: DocumentNode): boolean =>
  selections.some((selection) => {
    if (selection.directives?.some(({ name }) => conditions.includes(name.value)) === true) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return isConditional(selection.selectionSet, document);
    return document.definitions.some(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION &&
        definition.name.value === selection.name.value &&
        isConditional(definition.selectionSet, document),
    );
  });
