import type { Actor } from '#decider';
import type { NewEvent, Position, RecordedEvent } from './event.js';

/**
 * What an append expects of its stream: `none`, that it has no event yet; `exists`, that it has some; a number,
 * that this is the revision of its last event; `any`, nothing.
 */
export type Expected = 'none' | 'exists' | 'any' | number;

export interface Appended {
  /** The revision of the last event of the append, and its position. */
  readonly revision: number;
  readonly position: Position;
}

/** Which events of the log to give. All that is named must hold; within one list, one must (so an empty list lets nothing pass). */
export interface LogFilter {
  /** Beginnings of stream names: `incident-`, or a whole name. */
  readonly streams?: readonly string[];
  /** Event types, whole. */
  readonly types?: readonly string[];
  /** Who did it, or for whom it was done: either must be one of these. */
  readonly actors?: ActorFilter;
  readonly correlationIds?: readonly string[];
  readonly commandIds?: readonly string[];
  readonly occurredAt?: TimeRange;
  readonly recordedAt?: TimeRange;
}

/** Actors who have one of the ids and one of the kinds, where such are named. */
export interface ActorFilter {
  readonly ids?: readonly string[];
  readonly kinds?: readonly Actor['kind'][];
}

/** From the one (included) to the other (not included), RFC 3339 in UTC with milliseconds; open without. */
export interface TimeRange {
  readonly from?: string;
  readonly to?: string;
}

export interface ReadOptions {
  /** The first revision to give; 0 unless given. */
  readonly from?: number;
  readonly limit?: number;
  /** Stops the read, which then throws the signal's reason: a part is never taken for the whole. */
  readonly signal?: AbortSignal;
}

export interface ReadAllOptions {
  /** Give only what comes later; from the start of the log unless given. */
  readonly after?: Position;
  readonly filter?: LogFilter;
  /** How many to give at most, of those that pass the filter. */
  readonly limit?: number;
  /** As in `ReadOptions`. */
  readonly signal?: AbortSignal;
}

export interface ScanOptions {
  readonly after?: Position;
  readonly filter?: LogFilter;
  /** About how many events a part is to hold at most, of those that pass the filter. */
  readonly size?: number;
  /** As in `ReadOptions`. */
  readonly signal?: AbortSignal;
}

/** A part of the log that was looked at: what passes the filter, which may be nothing. */
export interface ScannedPart {
  readonly events: readonly RecordedEvent[];
  /** Up to which event it was looked at; undefined as long as there was none. */
  readonly reached: Position | undefined;
}

export interface SubscribeOptions {
  readonly after?: Position;
  readonly filter?: LogFilter;
  /** Ends the subscription, without an error. */
  readonly signal?: AbortSignal;
}

/**
 * `events`: at least one, at most `MAX_BATCH_EVENTS`. `caught-up`, once: every event up to `position` (none, in an
 * empty log) that passes the filter has been given; what follows is live.
 */
export type SubscriptionMessage =
  | { readonly kind: 'events'; readonly events: readonly RecordedEvent[] }
  | { readonly kind: 'caught-up'; readonly position: Position | undefined };

export interface LogHealth {
  readonly ok: boolean;
  /** Why it is not, for the operator. */
  readonly reason?: string;
}

/**
 * The log: the one place where facts are. Two engines keep the same promises, and one conformance suite
 * (`testing/conformance.ts`) holds them to it.
 *
 * Every method may throw `LogUnavailable` (nothing was recorded, retrying is safe), and `append` also
 * `OutcomeUnknown` (no answer in time: retry with the same ids and expectation).
 */
export interface EventLog {
  readonly engine: 'sqlite' | 'eventstoredb';

  /**
   * Records the events, all or none, at the end of the stream, each chained to the one before it by its hash. What it
   * acknowledges is durable.
   * The same events with the same expectation again are acknowledged as before and recorded once.
   * What can never be appended is a `TypeError`: no events, a stream without a name, an id that is no UUID or comes
   * twice, data that JSON cannot hold, a text with half a surrogate pair (`MalformedText`).
   *
   * @throws WrongExpectedRevision the stream is not as expected
   * @throws AppendTooLarge the events together are over 1 MiB as JSON
   */
  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended>;

  /** The stream's events in order; none where there is no such stream. */
  read(stream: string, options?: ReadOptions): AsyncIterable<RecordedEvent>;

  /** All events in log order. @throws InvalidPosition when `after` is no position of this log */
  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /**
   * The same in parts, up to the end of the log. Each part tells how far it has come, so that who looks for little in
   * a long log can leave off anywhere and go on from there. Others have their turn between two parts.
   *
   * @throws InvalidPosition when `after` is no position of this log
   */
  scan(options?: ScanOptions): AsyncIterable<ScannedPart>;

  /**
   * All events in log order, then those to come, in bounded batches, until the signal ends it. It reconnects by
   * itself: no event is skipped or given twice. It reads no further than the consumer asks for.
   *
   * @throws InvalidPosition when `after` is no position of this log
   */
  subscribe(options?: SubscribeOptions): AsyncIterable<SubscriptionMessage>;

  /** The position of the last event; undefined in an empty log. */
  head(): Promise<Position | undefined>;

  /** Whether the log has an event at this position, though another node has only just written it. */
  has(position: Position): Promise<boolean>;

  health(): Promise<LogHealth>;

  /** Lets appends under way finish, ends subscriptions, and releases what it holds. */
  close(): Promise<void>;
}
