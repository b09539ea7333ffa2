import { BACKWARDS, END, START } from '@eventstore/db-client';
import { InvalidPosition } from '../errors.js';
import type { Position, RecordedEvent } from '../event.js';
import { matcher } from '../matcher.js';
import type { ReadAllOptions, ScanOptions, ScannedPart } from '../port.js';
import { isAboutPosition } from './failures.js';
import { isOurs, positionOf, toRecorded } from './incoming.js';
import type { Page } from './pages.js';
import type { Pager } from './pager.js';
import { fromPosition, toPosition, type LogPosition } from './positions.js';
import { partsAhead, readAhead, type Part } from './read-ahead.js';

const FIRST_PAGE = 256;
/** The last event is mostly ours; the server's own may come after it. */
const LAST_EVENTS = 16;

interface Cursor {
  readonly after: Position | undefined;
  readonly limit: number;
  readonly size: number;
}

/** `$all`, without the server's own events. */
export class WholeLog {
  constructor(private readonly pager: Pager) {}

  /**
   * The events in log order, in parts. The client's read ignores a filter, so that it is applied here to all events.
   *
   * @throws InvalidPosition the log has no event at `after`
   */
  events({
    after,
    filter,
    limit = Infinity,
    signal,
  }: ReadAllOptions): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    const wanted = matcher(filter);
    const read = async (cursor: Cursor, signal?: AbortSignal): Promise<Part<Cursor>> => {
      const count = filter ? cursor.size : Math.min(cursor.size, cursor.limit);
      if (count <= 0) return { events: [] };
      const { last, more, ours } = await this.lookAfter(cursor.after, count, cursor.after === after, signal);
      const events = ours.filter(wanted).slice(0, cursor.limit);
      if (!more || events.length >= cursor.limit) return { events };
      return { events, next: { after: last, limit: cursor.limit - events.length, size: this.pager.size } };
    };
    return readAhead({ after, limit, size: FIRST_PAGE }, read, signal);
  }

  /**
   * The same in parts that tell how far they have come. Every event comes here, also what the server could leave out
   * of a subscription: that one tells of its progress only by what it gives.
   *
   * @throws InvalidPosition the log has no event at `after`
   */
  async *scan({
    after,
    filter,
    signal,
    size = this.pager.size,
  }: ScanOptions): AsyncGenerator<ScannedPart, void> {
    const wanted = matcher(filter);
    const most = filter ? this.pager.size : Math.min(size, this.pager.size);
    const read = async (from: Position | undefined, signal?: AbortSignal): Promise<Part<Position>> => {
      const { last, more, ours } = await this.lookAfter(from, most, from === after, signal);
      return { events: ours, ...(more && last !== undefined && { next: last }) };
    };
    let reached = after;
    for await (const { events } of partsAhead<Position | undefined, Part<Position>>(after, read, signal)) {
      reached = events.at(-1)?.position ?? reached;
      yield { events: events.filter(wanted), reached };
    }
  }

  /** @throws InvalidPosition the log has no event there */
  async verify(position: Position, signal?: AbortSignal): Promise<void> {
    await this.pageAfter(position, 0, true, signal);
  }

  /** Whether the log has an event there. The leader is asked: a follower may not have heard of it yet. */
  async has(position: Position, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.pageAfter(position, 0, true, signal, true);
      return true;
    } catch (error) {
      if (error instanceof InvalidPosition) return false;
      throw error;
    }
  }

  /** The position of the last event. */
  async head(signal?: AbortSignal): Promise<Position | undefined> {
    let before: LogPosition | typeof END = END;
    for (let maxCount = LAST_EVENTS; ; maxCount = Math.min(maxCount * 4, this.pager.size)) {
      const options = { direction: BACKWARDS, fromPosition: before, maxCount } as const;
      const page = await this.pager.page(maxCount, (client) => client.readAll(options), signal);
      const event = page.events.find(isOurs);
      if (event) return toPosition(positionOf(event));
      const earliest = page.events.at(-1);
      if (page.last || !earliest) return undefined;
      before = positionOf(earliest);
    }
  }

  /** Waits until the leader answers, which it does not without a quorum. @throws LogUnavailable not in time */
  async answers(timeout: number, signal: AbortSignal): Promise<void> {
    const options = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true } as const;
    await this.pager.page(1, (client) => client.readAll(options), signal, timeout);
  }

  /** Our events of the page that follows, each once; `last` is where it ends, also with an event of the server's. */
  private async lookAfter(
    after: Position | undefined,
    count: number,
    given: boolean,
    signal: AbortSignal | undefined,
  ): Promise<{ ours: readonly RecordedEvent[]; last: Position | undefined; more: boolean }> {
    const page = await this.pageAfter(after, count, given, signal);
    const ours: RecordedEvent[] = [];
    let last = after;
    for (const event of page.events) {
      const position = toPosition(positionOf(event));
      // The server sent it twice.
      if (last !== undefined && position <= last) continue;
      last = position;
      if (isOurs(event)) ours.push(toRecorded(event));
    }
    return { ours, last, more: !page.last };
  }

  /**
   * The server begins with the event at the position itself, which tells whether there is one: for a position that
   * it never gave out it has an error without a meaning, or the next event, or beyond the end nothing. Those of its
   * own events are positions too, but `given` to nobody.
   */
  private async pageAfter(
    after: Position | undefined,
    count: number,
    given: boolean,
    signal: AbortSignal | undefined,
    requiresLeader = false,
  ): Promise<Page> {
    if (after === undefined) return this.pageFrom(START, count, signal, requiresLeader);
    try {
      const { events, last } = await this.pageFrom(fromPosition(after), count + 1, signal, requiresLeader);
      const [at, ...rest] = events;
      const isThere = at !== undefined && toPosition(positionOf(at)) === after;
      if (isThere && (!given || isOurs(at))) return { events: rest, last };
    } catch (error) {
      if (!isAboutPosition(error)) throw error;
    }
    throw new InvalidPosition(after);
  }

  private pageFrom(
    from: LogPosition | typeof START,
    maxCount: number,
    signal: AbortSignal | undefined,
    requiresLeader: boolean,
  ): Promise<Page> {
    const options = { fromPosition: from, maxCount, requiresLeader };
    return this.pager.page(maxCount, (client) => client.readAll(options), signal);
  }
}
