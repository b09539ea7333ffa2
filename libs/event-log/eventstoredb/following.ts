import { setTimeout as sleep } from 'node:timers/promises';
import { LogUnavailable } from '../errors.js';
import type { Position } from '../event.js';
import type { LogFilter, SubscriptionMessage } from '../port.js';
import type { Connection } from './connection.js';
import { inPortsTerms, Interrupted, reasonOf } from './failures.js';
import { Feed } from './feed.js';
import { backoff, mayPass } from './retry.js';
import type { EventStoreDbSettings } from './settings.js';
import type { WholeLog } from './whole-log.js';

export interface FollowOptions {
  readonly after: Position | undefined;
  readonly filter: LogFilter | undefined;
  /** Whether it goes on once it has caught up. */
  readonly live: boolean;
  /** Ends it, without an error. */
  readonly signal: AbortSignal;
  /** For how many milliseconds it goes on without getting anywhere, before it throws `LogUnavailable`. */
  readonly patience: number;
}

/**
 * The log from a position on, and what is added to it: one feed after the other, each from the last event that was
 * given, whatever ended the one before. Dropped as it is being read, it ends at its next step.
 */
export class Following {
  /** The last event that was given. */
  private last: Position | undefined;
  /** Up to where it is known that nothing was missed. */
  private checked: Position | undefined;
  private verified: boolean;
  private caughtUp = false;
  private failures = 0;
  private lastProgress = performance.now();

  constructor(
    private readonly connection: Connection,
    private readonly wholeLog: WholeLog,
    private readonly settings: EventStoreDbSettings,
    private readonly options: FollowOptions,
  ) {
    this.last = options.after;
    this.verified = options.after === undefined;
  }

  /** @throws InvalidPosition `after` is no position of this log */
  async *messages(): AsyncGenerator<SubscriptionMessage, void, undefined> {
    while (this.goesOn()) {
      try {
        await this.prepare();
        yield* this.oneFeed();
      } catch (error) {
        if (this.options.signal.aborted) return;
        if (!mayPass(error)) throw inPortsTerms(error);
        await this.bear(error);
      }
    }
  }

  private goesOn(): boolean {
    const { signal, live } = this.options;
    return !signal.aborted && (live || !this.caughtUp);
  }

  private async prepare(): Promise<void> {
    const { after, filter, live, signal } = this.options;
    if (!this.verified && after !== undefined) await this.wholeLog.verify(after, signal);
    this.verified = true;
    // What the filter leaves out is not seen; so that a later silence can be checked without reading the whole log.
    if (live && filter && !this.caughtUp) this.checked = await this.wholeLog.head(signal);
  }

  /** Until the feed is full, or it has caught up and nothing live is wanted; any other end is an error. */
  private async *oneFeed(): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const { filter, live, signal } = this.options;
    const { session } = this.connection;
    const feed = new Feed(session, this.last, filter, this.settings);
    const close = () => {
      feed.close();
    };
    signal.addEventListener('abort', close);
    try {
      for (let gotAnything = false; ; gotAnything = true) {
        const news = await feed.next(
          this.caughtUp ? this.settings.subscriptionSilence : this.settings.caughtUpSilence,
        );
        if (signal.aborted || news.kind === 'full') return;
        if (news.kind === 'failed') {
          if (!gotAnything) this.connection.failed(session, news.error);
          throw news.error;
        }
        if (news.kind === 'silence' && (await this.hasMissed()))
          throw new Interrupted('The subscription has gone silent');
        this.failures = 0;
        this.lastProgress = performance.now();
        if (news.kind === 'events') {
          this.last = news.events.at(-1)?.position ?? this.last;
          yield news;
        } else if (!this.caughtUp) {
          this.caughtUp = true;
          yield { kind: 'caught-up', position: this.last };
        }
        if (this.caughtUp && !live) return;
      }
    } finally {
      signal.removeEventListener('abort', close);
      feed.close();
    }
  }

  /** Asks the log, not the subscription, for an event that should have come. */
  private async hasMissed(): Promise<boolean> {
    const { filter, signal } = this.options;
    const head = await this.wholeLog.head(signal);
    const after = this.caughtUp ? later(this.last, this.checked) : this.last;
    if (head === undefined || (after !== undefined && head <= after)) return false;
    const range = { ...(after !== undefined && { after }), ...(filter && { filter }) };
    for await (const events of this.wholeLog.events({ ...range, limit: 1, signal }))
      if (events.length > 0) return true;
    this.checked = head;
    return false;
  }

  private async bear(error: unknown): Promise<void> {
    const { signal, patience } = this.options;
    const wait = backoff(this.failures++, this.settings);
    if (performance.now() + wait - this.lastProgress > patience)
      throw new LogUnavailable(`EventStoreDB could not be read: ${reasonOf(error)}`, { cause: error });
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }
}

function later(one: Position | undefined, other: Position | undefined): Position | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
