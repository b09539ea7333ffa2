import type { Actor } from '#decider';

/** A place in the log. Opaque; its string order is the order of the log. */
export type Position = string;

/** What stands beside an event's data. Times are RFC 3339, UTC, with milliseconds. */
export interface EventMetadata {
  /** The command that caused it; a retry of the command carries the same. */
  readonly commandId: string;
  /** A digest of the command's input, where the caller named an idempotency key. */
  readonly fingerprint?: string;
  /** Conventional names of EventStoreDB: what belongs together, and what directly caused this event. */
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly actor: Actor;
  /** The person for whom the actor acted. */
  readonly onBehalfOf?: Actor;
  /** The way in: `graphql`, `ingest/alertmanager`, `cli`… */
  readonly source: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** The version of the shape of `data`, from 1 on; see upcasting. */
  readonly schemaVersion: number;
}

/** An event to append. */
export interface NewEvent {
  /** A UUID. The same id appended again with the same expectation is the same event, not a second one. */
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: EventMetadata;
}

/** An event as the log holds it. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** Its place in its stream, from 0 on. */
  readonly revision: number;
  readonly position: Position;
  /**
   * Its `chainHash`: 64 hexadecimal digits in lower case. The engine makes it inside the append. Empty where something
   * else than Sitrep has written the event: it is not sealed.
   */
  readonly hash: string;
}
