import { Inject, Injectable } from '@nestjs/common';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { checkScopes } from '../access/scope-check.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../tokens.js';
import type { RequestContext } from '../access/caller.js';
import { checkLimits } from './limits.js';

/** An operation that is about to be executed, over whichever transport. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** What every operation must pass before anything of it is executed. */
@Injectable()
export class Gate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws ApiError TOO_COMPLEX, UNAUTHENTICATED or FORBIDDEN */
  check({ context, document, operation, schema, variables }: Operation): void {
    checkLimits(schema, document, operation, variables, this.config);
    checkScopes(schema, document, operation, context.caller?.principal);
  }
}
