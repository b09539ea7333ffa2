import { actorOf } from '#access';
import type { Actor, Event } from '#decider';
import type { NewEvent } from '#event-log';
import { schemaVersionOf } from '#history';
import type { Order } from './execute.js';
import { derivedId } from './identity.js';

/** One command, ready to be tried. */
export interface Attempt {
  readonly stream: string;
  readonly commandId: string;
  /** What tells a retry from another input under the same idempotency key; undefined without a key. */
  readonly fingerprint: string | undefined;
  readonly now: string;
  readonly occurredAt: string;
}

/** An event as the log takes it, with everything that is recorded beside its data. */
export function envelope(event: Event, index: number, order: Order, attempt: Attempt): NewEvent {
  const { caller } = order;
  const { commandId, fingerprint, now, occurredAt, stream } = attempt;
  return {
    // With what was asked: of two inputs under one key the log must not take the second for a retry of the first.
    id: derivedId('event', commandId, fingerprint ?? '', stream, String(index)),
    type: event.type,
    data: event.data,
    metadata: {
      commandId,
      ...(fingerprint !== undefined && { fingerprint }),
      $correlationId: caller.correlationId,
      $causationId: commandId,
      ...whoOf(order),
      source: caller.source,
      occurredAt,
      recordedAt: now,
      schemaVersion: schemaVersionOf(event.type),
    },
  };
}

/** The caller, and the person for whom it acts where it named one. */
export function whoOf({ caller, options: { onBehalfOf } }: Order): { actor: Actor; onBehalfOf?: Actor } {
  const actor = actorOf(caller.principal);
  return onBehalfOf === undefined
    ? { actor }
    : { actor, onBehalfOf: { kind: 'USER', id: onBehalfOf, name: onBehalfOf } };
}

/** New ids that are the same at each try of the command. */
export function idsFrom(commandId: string): () => string {
  let count = 0;
  return () => derivedId('id', commandId, String(count++));
}
