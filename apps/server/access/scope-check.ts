import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  TypeInfo,
  separateOperations,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Principal } from '#access';
import { forbidden, unauthenticated } from '../graphql/errors.js';
import type { Demand } from './requires.js';

/**
 * Refuses an operation that asks for a field for which its caller lacks the scope, before anything of it is
 * executed. Fields without a scope (introspection, `__typename`, the fields of what was already allowed) are free.
 *
 * @throws ApiError UNAUTHENTICATED without a caller, FORBIDDEN without the scope
 */
export function checkScopes(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  principal: Principal | undefined,
): void {
  for (const { field, demand } of demandsOf(schema, document, operation)) {
    if (!principal) {
      throw unauthenticated(`${field} needs a key. Send it as "Authorization: Bearer sitrep_…".`);
    }
    if (demand !== 'authenticated' && !principal.scopes.includes(demand)) {
      throw forbidden(
        `${field} needs the scope ${demand}, which the key ${JSON.stringify(principal.name)} lacks.`,
      );
    }
  }
}

interface DemandingField {
  readonly field: string;
  readonly demand: Demand;
}

/** Operations recur as the same document (the server's document cache keeps them), so each is walked once. */
const known = new WeakMap<OperationDefinitionNode, readonly DemandingField[]>();

function demandsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly DemandingField[] {
  const cached = known.get(operation);
  if (cached) return cached;
  const found = new Map<string, DemandingField>();
  const types = new TypeInfo(schema);
  visit(
    separateOperations(document)[operation.name?.value ?? ''] ?? document,
    visitWithTypeInfo(types, {
      Field() {
        const definition = types.getFieldDef();
        const parent = types.getParentType();
        // Only `requires.ts` sets this extension.
        const demand = definition?.extensions['demand'] as Demand | undefined;
        if (!definition || !parent || !demand) return;
        const field = `${parent.name}.${definition.name}`;
        found.set(field, { field, demand });
      },
    }),
  );
  const demanding = [...found.values()];
  known.set(operation, demanding);
  return demanding;
}
