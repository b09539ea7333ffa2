import { BACKWARDS, END, FORWARDS } from '@eventstore/db-client';
import type { RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { Appended } from '../port.js';
import type { StreamEnd } from '../sealing.js';
import { endOf, positionOf } from './incoming.js';
import type { LeaderReads } from './leader-reads.js';
import { toPosition } from './positions.js';

/** How many of the stream's last events are searched at first. */
const TAIL = 32;

export type Finding =
  /** `end` is the stream's last event, if it has any. */
  | { readonly kind: 'absent'; readonly end: StreamEnd | undefined }
  | { readonly kind: 'recorded'; readonly appended: Appended }
  /** Some of them, or in another order: then this append is not that one. */
  | { readonly kind: 'mixed'; readonly last: number };

/**
 * Looks for the events of one append in their stream. The first look takes the last events; each further one, all
 * that came since.
 */
export class RecordedAlready {
  private readonly wanted: ReadonlySet<string>;
  private end: StreamEnd | undefined;
  private looked = false;

  constructor(
    private readonly reads: LeaderReads,
    private readonly stream: string,
    private readonly ids: readonly string[],
    private readonly pageSize: number,
  ) {
    this.wanted = new Set(ids);
  }

  async look(): Promise<Finding> {
    const events = await (this.looked ? this.since() : this.tail());
    this.looked = true;
    const last = events.at(-1);
    const hit = events.find(({ id }) => this.wanted.has(id));
    if (last && hit) return (await this.around(hit)) ?? { kind: 'mixed', last: Number(last.revision) };
    if (last) this.end = endOf(last);
    return { kind: 'absent', end: this.end };
  }

  /** The whole append, of which `hit` is one event. */
  private async around(hit: ServerEvent): Promise<Finding | undefined> {
    const first = Number(hit.revision) - this.ids.indexOf(hit.id);
    if (first < 0) return undefined;
    const { events } = await this.reads.page(this.stream, FORWARDS, BigInt(first), this.ids.length);
    const last = events.at(-1);
    if (!last || !this.ids.every((id, n) => events[n]?.id === id)) return undefined;
    const appended = { revision: Number(last.revision), position: toPosition(positionOf(last)) };
    return { kind: 'recorded', appended };
  }

  private async tail(): Promise<readonly ServerEvent[]> {
    const { events } = await this.reads.page(this.stream, BACKWARDS, END, TAIL);
    return events.toReversed();
  }

  private async since(): Promise<readonly ServerEvent[]> {
    const found: ServerEvent[] = [];
    for (let next = (this.end?.revision ?? -1) + 1; ;) {
      const page = await this.reads.page(this.stream, FORWARDS, BigInt(next), this.pageSize);
      found.push(...page.events);
      const last = page.events.at(-1);
      if (page.last || !last) return found;
      next = Number(last.revision) + 1;
    }
  }
}
