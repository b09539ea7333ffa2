import { Inject } from '@nestjs/common';
import { Args, Int, Resolver } from '@nestjs/graphql';
import type { EventLog, RecordedEvent } from '#event-log';
import { Asking, type Caller, Leaving } from '../access/caller.js';
import { EventVisibility } from '../access/event-visibility.js';
import { ScopedQuery, ScopedSubscription } from '../access/requires.js';
import { badUserInput } from '../graphql/errors.js';
import { given } from '../graphql/given.js';
import { Filter } from '../graphql/input.js';
import { PositionScalar } from '../graphql/scalars.js';
import { LiveTail } from '../live/live-tail.js';
import { subscription } from '../live/subscription.js';
import type { Config } from '../config/config.js';
import { CONFIG, EVENT_LOG } from '../tokens.js';
import { LogFilterInput, filterOf } from './log-filter.js';
import { logPage } from './log-page.js';
import { LogConnection, LogEventType, logEvent } from './log.type.js';

const largestPage = 1000;

/** The log itself: pages for those who audit it, and a subscription for those who watch it. */
@Resolver()
export class LogResolver {
  constructor(
    @Inject(EVENT_LOG) private readonly events: EventLog,
    private readonly tail: LiveTail,
    private readonly visibility: EventVisibility,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ScopedQuery('audit', () => LogConnection, {
    description:
      'The events after a position, in log order. A page that took too long to look for may be shorter, or empty, and still have a next one: go on after its endCursor.',
  })
  async log(
    @Asking() caller: Caller,
    @Leaving() leaving: AbortSignal,
    @Filter(LogFilterInput) filter?: LogFilterInput | null,
    @Args('after', { type: () => PositionScalar, nullable: true }) after?: string | null,
    @Args('first', { type: () => Int, nullable: true, description: '100 unless given, 1,000 at most.' })
    first?: number | null,
  ): Promise<InstanceType<typeof LogConnection>> {
    const size = first ?? 100;
    if (size < 0 || size > largestPage) {
      throw badUserInput([{ path: 'first', message: `must be from 0 to ${largestPage}` }]);
    }
    const from = given({ after });
    const deadline = performance.now() + this.config.logPageMs;
    const { edges, pageInfo } = await logPage(
      this.events.scan({ ...from, filter: filterOf(filter), size: size + 1 }),
      {
        after: from.after,
        size,
        shown: (event) => this.visibility.shown(event, caller),
        isOver: () => leaving.aborted || performance.now() >= deadline,
      },
    );
    return { edges: edges.map(({ cursor, node }) => ({ cursor, node: logEvent(node) })), pageInfo };
  }

  @ScopedSubscription('audit', () => LogEventType, {
    description: 'Every event after a position in log order, once, then live; live from now without one.',
    name: 'log',
    resolve: (event: RecordedEvent) => logEvent(event),
  })
  watchLog(
    @Asking() caller: Caller,
    @Filter(LogFilterInput) filter?: LogFilterInput | null,
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
