import { applyDecorators } from '@nestjs/common';
import { Extensions, Mutation, Query, type ReturnTypeFunc, Subscription } from '@nestjs/graphql';
import type { Scope } from '#access';

/** What a field demands of its caller: a scope, or only to be known. */
export type Demand = Scope | 'authenticated';

/** Marks a field of the schema as open only to callers who meet this; see checkScopes. */
const Requires = (demand: Demand) => Extensions({ demand });

interface FieldOptions {
  readonly description: string;
  /** Whether it may answer null. */
  readonly nullable?: true;
}

interface SubscriptionOptions<Value> {
  readonly description: string;
  /** The name of the field, where the method has another. */
  readonly name: string;
  readonly resolve: (value: Value) => unknown;
}

/** A query that takes a scope. */
export const ScopedQuery = (scope: Scope, type: ReturnTypeFunc, options: FieldOptions) =>
  applyDecorators(Query(type, options), Requires(scope));

/** A query that takes credentials, whatever their scopes. */
export const AuthenticatedQuery = (type: ReturnTypeFunc, options: FieldOptions) =>
  applyDecorators(Query(type, options), Requires('authenticated'));

/**
 * A mutation that takes a scope. One that fails answers null, so that the answers of others in the same operation,
 * which stay recorded, are not lost with it.
 */
export const ScopedMutation = (scope: Scope, type: ReturnTypeFunc, { description }: FieldOptions) =>
  applyDecorators(Mutation(type, { description, nullable: true }), Requires(scope));

/** A subscription that takes a scope; `resolve` makes the answer of each value. */
export const ScopedSubscription = <Value>(
  scope: Scope,
  type: ReturnTypeFunc,
  options: SubscriptionOptions<Value>,
) => applyDecorators(Subscription(type, { ...options, nullable: false }), Requires(scope));
