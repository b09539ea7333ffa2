import { BACKWARDS, END, FORWARDS } from '@eventstore/db-client';
import type { ReadRevision, RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { Appended } from '../port.js';
import type { Connection } from './connection.js';
import { positionOf } from './incoming.js';
import { readPage, type Page } from './pages.js';
import { toPosition } from './positions.js';
import type { EventStoreDbSettings } from './settings.js';

/** How many of the stream's last events are searched at first. */
const TAIL = 32;

export type Finding =
  | { readonly kind: 'absent'; readonly last: number | 'none' }
  | { readonly kind: 'recorded'; readonly appended: Appended }
  /** Some of them, or in another order: then this append is not that one. */
  | { readonly kind: 'mixed'; readonly last: number | 'none' };

/**
 * Looks for the events of one append in their stream. The leader is asked: a follower may not have them yet.
 * The first look takes the last events; each further one, all that came since.
 */
export class RecordedAlready {
  private readonly wanted: ReadonlySet<string>;
  private last: number | 'none' | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly stream: string,
    private readonly ids: readonly string[],
    private readonly settings: EventStoreDbSettings,
  ) {
    this.wanted = new Set(ids);
  }

  async look(): Promise<Finding> {
    const events = this.last === undefined ? await this.tail() : await this.since(this.last);
    const end = events.at(-1);
    const last = end ? Number(end.revision) : (this.last ?? 'none');
    const hit = events.find(({ id }) => this.wanted.has(id));
    if (hit) return (await this.around(hit)) ?? { kind: 'mixed', last };
    this.last = last;
    return { kind: 'absent', last };
  }

  /** The whole append, of which `hit` is one event. */
  private async around(hit: ServerEvent): Promise<Finding | undefined> {
    const first = Number(hit.revision) - this.ids.indexOf(hit.id);
    if (first < 0) return undefined;
    const { events } = await this.page(FORWARDS, BigInt(first), this.ids.length);
    const end = events.at(-1);
    if (!end || !this.ids.every((id, n) => events[n]?.id === id)) return undefined;
    const appended = { revision: Number(end.revision), position: toPosition(positionOf(end)) };
    return { kind: 'recorded', appended };
  }

  private async tail(): Promise<readonly ServerEvent[]> {
    const { events } = await this.page(BACKWARDS, END, TAIL);
    return events.toReversed();
  }

  private async since(last: number | 'none'): Promise<readonly ServerEvent[]> {
    const found: ServerEvent[] = [];
    for (let next = last === 'none' ? 0 : last + 1; ;) {
      const page = await this.page(FORWARDS, BigInt(next), this.settings.bufferedEvents);
      found.push(...page.events);
      const end = page.events.at(-1);
      if (page.last || !end) return found;
      next = Number(end.revision) + 1;
    }
  }

  private page(
    direction: typeof FORWARDS | typeof BACKWARDS,
    fromRevision: ReadRevision,
    maxCount: number,
  ): Promise<Page> {
    const options = { direction, fromRevision, maxCount, requiresLeader: true };
    return this.connection.use((session) =>
      readPage(session, maxCount, (client) => client.readStream(this.stream, options), this.settings),
    );
  }
}
