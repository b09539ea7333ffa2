import { setMaxListeners } from 'node:events';
import { LogUnavailable } from '../errors.js';
import type { NewEvent, Position, RecordedEvent } from '../event.js';
import type {
  Appended,
  EventLog,
  Expected,
  LogHealth,
  ReadAllOptions,
  ReadOptions,
  ScanOptions,
  ScannedPart,
  SubscribeOptions,
  SubscriptionMessage,
} from '../port.js';
import { Appends } from './appends.js';
import { readConnectionString } from './connection-string.js';
import { Connection } from './connection.js';
import { reasonOf } from './failures.js';
import { Following, type FollowOptions } from './following.js';
import { Pager } from './pager.js';
import { oneByOne } from './read-ahead.js';
import { Recall } from './recall.js';
import { DEFAULT_SETTINGS, type EventStoreDbSettings } from './settings.js';
import { anyOf } from './signals.js';
import { readStream } from './stream-reading.js';
import { subscription } from './subscription.js';
import { WholeLog } from './whole-log.js';

/** The log on an EventStoreDB server or cluster: the engine for production. */
export class EventStoreDbLog implements EventLog {
  readonly engine = 'eventstoredb';
  private readonly settings: EventStoreDbSettings;
  private readonly connection: Connection;
  private readonly pager: Pager;
  private readonly wholeLog: WholeLog;
  private readonly appends: Appends;
  private readonly recall = new Recall();
  private readonly closing = new AbortController();

  constructor(connectionString: string, settings: Partial<EventStoreDbSettings> = {}) {
    this.settings = { ...DEFAULT_SETTINGS, ...settings };
    setMaxListeners(0, this.closing.signal);
    this.connection = new Connection(readConnectionString(connectionString), this.settings.failuresPerClient);
    this.pager = new Pager(this.connection, this.settings);
    this.wholeLog = new WholeLog(this.pager);
    this.appends = new Appends(this.connection, this.pager, this.recall, this.settings);
  }

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    return this.closing.signal.aborted
      ? Promise.reject(closed())
      : this.appends.append(stream, expected, events);
  }

  read(stream: string, options: ReadOptions = {}): AsyncIterable<RecordedEvent> {
    const read = (signal: AbortSignal) => readStream(this.pager, stream, { ...options, signal }, this.recall);
    return oneByOne(read, [this.closing.signal, options.signal]);
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    const read = (signal: AbortSignal) =>
      options.filter ? this.filtered(options, signal) : this.wholeLog.events({ ...options, signal });
    return oneByOne(read, [this.closing.signal, options.signal]);
  }

  async *scan(options: ScanOptions = {}): AsyncGenerator<ScannedPart, void, undefined> {
    const { signal, release } = anyOf(this.closing.signal, options.signal);
    try {
      yield* this.wholeLog.scan({ ...options, signal });
    } finally {
      release();
    }
  }

  subscribe({ after, filter, signal }: SubscribeOptions = {}): AsyncIterable<SubscriptionMessage> {
    return subscription(
      (either) => this.live({ after, filter, signal: either, live: true, patience: Infinity }),
      [this.closing.signal, signal],
    );
  }

  head(): Promise<Position | undefined> {
    return this.wholeLog.head(this.closing.signal);
  }

  has(position: Position): Promise<boolean> {
    return this.wholeLog.has(position, this.closing.signal);
  }

  async health(): Promise<LogHealth> {
    try {
      await this.wholeLog.answers(this.settings.healthTimeout, this.closing.signal);
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }

  async close(): Promise<void> {
    this.closing.abort(closed());
    await this.appends.settled();
    await this.connection.close();
  }

  /** What comes by is remembered, so that an append that follows it need not ask for it. */
  private async *live(options: FollowOptions): AsyncGenerator<SubscriptionMessage, void, undefined> {
    for await (const message of this.follow(options).messages()) {
      if (message.kind === 'events') for (const event of message.events) this.recall.noteEnd(event);
      yield message;
    }
  }

  /** The client's `readAll` ignores a filter, but a subscription has one: it is read until it has caught up. */
  private async *filtered(
    { after, filter, limit = Infinity }: ReadAllOptions,
    signal: AbortSignal,
  ): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    signal.throwIfAborted();
    if (limit <= 0) return;
    let given = 0;
    const patience = this.settings.readTimeout;
    const following = this.follow({ after, filter, signal, live: false, patience }, limit);
    for await (const message of following.messages()) {
      if (message.kind === 'caught-up') return;
      const events = message.events.slice(0, limit - given);
      yield events;
      given += events.length;
      if (given >= limit) return;
    }
    signal.throwIfAborted();
  }

  private follow(options: FollowOptions, atOnce = Infinity): Following {
    const bufferedEvents = Math.min(this.settings.bufferedEvents, atOnce);
    return new Following(this.connection, this.wholeLog, { ...this.settings, bufferedEvents }, options);
  }
}

const closed = () => new LogUnavailable('The log was closed');
