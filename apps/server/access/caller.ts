import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Principal } from '#access';

/** Who asks, and by which way. */
export interface Caller {
  readonly principal: Principal;
  /** What belongs together across events and log lines: the request's `x-correlation-id`, or a new UUID. */
  readonly correlationId: string;
  /** The way in: `graphql`, `ingest/github`… */
  readonly source: string;
}

/** The context of a GraphQL operation. Without credentials there is no caller, and no field but introspection. */
export interface RequestContext {
  readonly caller: Caller | undefined;
  /** A signal that is aborted once nobody waits for the answer. */
  readonly leaving: () => AbortSignal;
}

/** The caller of the operation, as a parameter of a resolver. Fields without a scope have none. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = GqlExecutionContext.create(context).getContext<RequestContext>();
  if (!caller) throw new Error('A field without a scope asked for its caller');
  return caller;
});

/** A signal that is aborted once nobody waits for the answer of the operation, as a parameter of a resolver. */
export const Leaving = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal =>
  GqlExecutionContext.create(context).getContext<RequestContext>().leaving(),
);
