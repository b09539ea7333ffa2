import { Inject } from '@nestjs/common';
import { Args, Int, Resolver } from '@nestjs/graphql';
import type { EventLog, RecordedEvent } from '#event-log';
import { Asking, type Caller } from '../access/caller.js';
import { EventVisibility } from '../access/event-visibility.js';
import { ScopedQuery, ScopedSubscription } from '../access/requires.js';
import { badUserInput } from '../graphql/errors.js';
import { PositionScalar } from '../graphql/scalars.js';
import { LiveTail } from '../live/live-tail.js';
import { subscription } from '../live/subscription.js';
import { EVENT_LOG } from '../tokens.js';
import { LogConnection, LogEventType, LogFilterInput, filterOf, logEvent } from './log.type.js';

const largestPage = 1000;

/** The log itself: pages for those who audit it, and a subscription for those who watch it. */
@Resolver()
export class LogResolver {
  constructor(
    @Inject(EVENT_LOG) private readonly events: EventLog,
    private readonly tail: LiveTail,
    private readonly visibility: EventVisibility,
  ) {}

  @ScopedQuery('audit', () => LogConnection, { description: 'The events after a position, in log order.' })
  async log(
    @Asking() caller: Caller,
    @Args('filter', { type: () => LogFilterInput, nullable: true }) filter?: LogFilterInput | null,
    @Args('after', { type: () => PositionScalar, nullable: true }) after?: string | null,
    @Args('first', { type: () => Int, nullable: true, description: '100 unless given, 1,000 at most.' })
    first?: number | null,
  ): Promise<InstanceType<typeof LogConnection>> {
    const size = first ?? 100;
    if (size < 0 || size > largestPage) {
      throw badUserInput([{ path: 'first', message: `must be from 0 to ${largestPage}` }]);
    }
    const page: RecordedEvent[] = [];
    for await (const event of this.events.readAll({
      ...(after != null && { after }),
      filter: filterOf(filter),
    })) {
      const shown = await this.visibility.shown(event, caller);
      if (!shown) continue;
      page.push(shown);
      if (page.length > size) break;
    }
    const edges = page.slice(0, size).map((event) => ({ cursor: event.position, node: logEvent(event) }));
    return {
      edges,
      pageInfo: {
        hasNextPage: page.length > size,
        hasPreviousPage: after != null,
        startCursor: edges.at(0)?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }

  @ScopedSubscription('audit', () => LogEventType, {
    description: 'Every event after a position in log order, once, then live; live from now without one.',
    name: 'log',
    resolve: (event: RecordedEvent) => logEvent(event),
  })
  watchLog(
    @Asking() caller: Caller,
    @Args('filter', { type: () => LogFilterInput, nullable: true }) filter?: LogFilterInput | null,
    @Args('after', { type: () => PositionScalar, nullable: true }) after?: string | null,
  ): AsyncIterableIterator<RecordedEvent> {
    const { tail, visibility } = this;
    return subscription(async function* (signal) {
      for await (const events of tail.follow({
        after: after ?? undefined,
        filter: filterOf(filter),
        signal,
      })) {
        for (const event of events) {
          const shown = await visibility.shown(event, caller);
          if (shown) yield shown;
        }
      }
    });
  }
}
