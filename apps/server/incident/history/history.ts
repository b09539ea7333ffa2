import { Inject } from '@nestjs/common';
import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import type { EventLog } from '#event-log';
import { type Incident, withoutUnseen } from '#incident';
import { LONGEST_PAGE, PAGE_LENGTH, Views } from '#views';
import { Asking, type Caller } from '../../access/caller.js';
import { EventVisibility } from '../../access/event-visibility.js';
import { ScopedQuery } from '../../access/requires.js';
import { viewerOf } from '../../access/viewer.js';
import { badUserInput } from '../../graphql/errors.js';
import { logEvent } from '../../log/log.type.js';
import { Acknowledged } from '../../queries/acknowledged.js';
import { EVENT_LOG } from '../../tokens.js';
import { changesBetween } from './changes.js';
import { IncidentHistoryConnection, IncidentHistoryEntryType } from './history.type.js';
import { type Step, pageOfSteps, stepsOf } from './steps.js';

/** What became of an incident, event by event, for those who audit it. */
@Resolver()
export class IncidentHistory {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly views: Views,
    private readonly visibility: EventVisibility,
    private readonly acknowledged: Acknowledged,
  ) {}

  @ScopedQuery('audit', () => IncidentHistoryConnection, {
    nullable: true,
    description:
      'The events of one incident in the order in which they were recorded, each with the state before and after it. Null where there is none that you may see.',
  })
  async incidentHistory(
    @Asking() caller: Caller,
    @Args('id', { type: () => ID, description: 'Its UUID or reference.' }) reference: string,
    @Args('first', { type: () => Int, nullable: true, description: '20 unless given, 100 at most.' })
    first?: number | null,
    @Args('after', { type: () => String, nullable: true }) after?: string | null,
  ): Promise<InstanceType<typeof IncidentHistoryConnection> | null> {
    const size = sizeOf(first);
    const from = revisionOf(after);
    await this.acknowledged.projected();
    const id = this.views.incidents.idOf(reference, viewerOf(caller));
    if (id === undefined) return null;
    const events = this.log.read(`incident-${id}`, { limit: from + size + 2 });
    const { last, more, steps } = await pageOfSteps(stepsOf(events), from, size);
    if (last < from) throw badUserInput([{ path: 'after', message: 'is no cursor of this list' }]);
    const nodes: IncidentHistoryEntryType[] = [];
    const isSeen = this.#isSeenBy(caller);
    for (const step of steps) {
      const event = await this.visibility.shown(step.event, caller);
      if (!event) return null;
      nodes.push(entryOf({ ...step, event }, isSeen));
    }
    const edges = nodes.map((node) => ({ cursor: String(node.event.revision), node }));
    return {
      edges,
      pageInfo: {
        hasNextPage: more,
        hasPreviousPage: from >= 0,
        startCursor: edges.at(0)?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }

  /** Whether an incident may be seen, each looked up once. */
  #isSeenBy(caller: Caller): (id: string) => boolean {
    const viewer = viewerOf(caller);
    const known = new Map<string, boolean>();
    return (id) => {
      const seen = known.get(id) ?? this.views.incidents.isVisible(id, viewer);
      known.set(id, seen);
      return seen;
    };
  }
}

function entryOf({ event, ...states }: Step, isSeen: (id: string) => boolean): IncidentHistoryEntryType {
  const shown = (state: Incident | undefined) => (state ? withoutUnseen(state, isSeen) : null);
  const before = shown(states.before);
  const after = shown(states.after);
  return {
    event: logEvent(event),
    before,
    after,
    // Only for who asks for them.
    get changes() {
      return changesBetween(before ?? {}, after ?? {});
    },
  };
}

function sizeOf(first: number | null | undefined): number {
  const size = first ?? PAGE_LENGTH;
  if (size < 0 || size > LONGEST_PAGE)
    throw badUserInput([{ path: 'first', message: `must be from 0 to ${LONGEST_PAGE}` }]);
  return size;
}

/** The revision that a cursor names; -1 without one. */
function revisionOf(after: string | null | undefined): number {
  if (after == null) return -1;
  if (!/^\d{1,15}$/.test(after))
    throw badUserInput([{ path: 'after', message: 'is no cursor of this list' }]);
  return Number(after);
}
