import { START } from '@eventstore/db-client';
import type { AllStreamResolvedEvent, AllStreamSubscription } from '@eventstore/db-client';
import type { Position, RecordedEvent } from '../event.js';
import { matcher } from '../matcher.js';
import type { LogFilter } from '../port.js';
import { Interrupted } from './failures.js';
import { isOurs, toRecorded, weigh } from './incoming.js';
import { fromPosition } from './positions.js';
import { serverFilter } from './server-filter.js';
import type { Session } from './session.js';
import type { EventStoreDbSettings } from './settings.js';

/** What came since the last time: events, or that there was nothing for a while, or that the feed is over. */
export type FeedNews =
  | { readonly kind: 'events'; readonly events: readonly RecordedEvent[] }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'full' }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * One subscription of the server, drained at once into a buffer of ours: the server drops whoever is slower than its
 * own buffer of 32 events. When ours is full the subscription is given up; the rest is in the log.
 * The server never ends a subscription and the client never resumes one: any error is the end of a feed.
 * Its checkpoints tell that it is at work and no more: they may lie beyond the last event, and who resumes from such
 * a one misses the next.
 */
export class Feed {
  private readonly subscription: AllStreamSubscription;
  private readonly wanted: (event: RecordedEvent) => boolean;
  private buffer: RecordedEvent[] = [];
  private weight = 0;
  /** How many events in the buffer came before the server's word that it has caught up. */
  private beforeCaughtUp: number | undefined;
  /** How many such events the client still holds: it passes the word on ahead of them. */
  private heldBack = 0;
  private end: FeedNews | undefined;
  private wake: (() => void) | undefined;
  private rousing: NodeJS.Immediate | undefined;
  private silence: NodeJS.Timeout | undefined;

  constructor(
    private readonly session: Session,
    private last: Position | undefined,
    filter: LogFilter | undefined,
    private readonly settings: EventStoreDbSettings,
  ) {
    this.wanted = matcher(filter);
    this.subscription = session.client.subscribeToAll({
      fromPosition: last === undefined ? START : fromPosition(last),
      filter: { ...serverFilter(filter), checkpointReached: this.noteProgress },
    });
    this.subscription.on('data', this.take);
    this.subscription.on('caughtUp', this.markCaughtUp);
    // It must find a listener to the last, also after the feed is closed.
    this.subscription.on('error', this.fail);
    this.subscription.on('end', this.interrupt);
    session.whenOver(this.fail);
  }

  /** The next news, in their order; waits for them, at most `silence` milliseconds or until it is closed. */
  async next(silence: number): Promise<FeedNews> {
    if (!this.hasNews()) await this.sleep(silence);
    if (this.beforeCaughtUp === 0) {
      this.beforeCaughtUp = undefined;
      return { kind: 'caught-up' };
    }
    if (this.buffer.length === 0) return this.end ?? { kind: 'silence' };
    const events = this.buffer.splice(0, this.beforeCaughtUp ?? this.buffer.length);
    if (this.beforeCaughtUp !== undefined) this.beforeCaughtUp = 0;
    if (this.buffer.length === 0) this.weight = 0;
    return { kind: 'events', events };
  }

  /** What is in the buffer is forgotten. */
  close(): void {
    this.buffer = [];
    this.beforeCaughtUp = undefined;
    this.finish({ kind: 'failed', error: new Interrupted('The subscription was closed') });
  }

  private readonly take = ({ event }: AllStreamResolvedEvent): void => {
    if (this.end || !event) return;
    if (isOurs(event)) this.keep(toRecorded(event), weigh(event.data));
    if (this.heldBack > 0 && --this.heldBack === 0) this.beforeCaughtUp = this.buffer.length;
    // What came in the same turn goes out together.
    if (this.wake && this.hasNews()) this.rousing ??= setImmediate(this.rouse);
  };

  private readonly rouse = (): void => {
    this.rousing = undefined;
    this.wake?.();
  };

  private keep(event: RecordedEvent, weight: number): void {
    // The server sent it twice.
    if (this.last !== undefined && event.position <= this.last) return;
    this.last = event.position;
    if (!this.wanted(event)) return;
    this.buffer.push(event);
    this.weight += weight;
    const { bufferedEvents, bufferedCharacters } = this.settings;
    if (this.buffer.length >= bufferedEvents || this.weight >= bufferedCharacters)
      this.finish({ kind: 'full' });
  }

  private readonly markCaughtUp = (): void => {
    if (this.end) return;
    this.heldBack = this.subscription.readableLength;
    if (this.heldBack === 0) this.beforeCaughtUp = this.buffer.length;
    this.rousing ??= setImmediate(this.rouse);
  };

  private readonly noteProgress = (): void => {
    this.silence?.refresh();
  };

  private readonly fail = (error: unknown): void => {
    this.finish({ kind: 'failed', error });
  };

  private readonly interrupt = (): void => {
    this.fail(new Interrupted('The subscription was interrupted'));
  };

  private finish(end: FeedNews): void {
    if (this.end) return;
    this.end = end;
    this.session.forget(this.fail);
    // It fails where the subscription was never opened, and then there is nothing to end.
    this.subscription.unsubscribe().catch(() => undefined);
    this.wake?.();
  }

  private hasNews(): boolean {
    return this.buffer.length > 0 || this.beforeCaughtUp !== undefined || this.end !== undefined;
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        clearTimeout(this.silence);
        this.wake = this.silence = undefined;
        resolve();
      };
      this.silence = setTimeout(this.wake, milliseconds);
    });
  }
}
