import { Inject } from '@nestjs/common';
import { Args, Field, ID, ObjectType, Resolver } from '@nestjs/graphql';
import type { RecordedEvent } from '#event-log';
import { type IncidentFilter, type IncidentDocument, Views } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { EventVisibility } from '../access/event-visibility.js';
import { ScopedSubscription } from '../access/requires.js';
import { viewerOf } from '../access/viewer.js';
import type { Config } from '../config/config.js';
import { notYetProjected } from '../graphql/errors.js';
import { Filter } from '../graphql/input.js';
import { PositionScalar } from '../graphql/scalars.js';
import { LiveTail } from '../live/live-tail.js';
import { subscription } from '../live/subscription.js';
import { LogEventType, logEvent } from '../log/log.type.js';
import { Acknowledged } from '../queries/acknowledged.js';
import { CONFIG } from '../tokens.js';
import { IncidentFilterInput, filterOf } from './incident-filter.js';
import { IncidentType } from './incident.type.js';
import { KnownIncidents } from './known-incidents.js';

@ObjectType('IncidentChange', { description: 'What a command did to an incident.' })
class IncidentChangeType {
  @Field(() => PositionScalar, {
    description: 'Where to resume from: the position of the last of the events.',
  })
  position: string;

  @Field(() => IncidentType, { description: 'The incident as it is after the events, or later.' })
  incident: IncidentType;

  @Field(() => [LogEventType])
  events: LogEventType[];
}

interface IncidentChange {
  readonly position: string;
  readonly incident: IncidentDocument;
  readonly events: readonly RecordedEvent[];
}

interface Watched {
  readonly streams: readonly string[];
  readonly filter: IncidentFilter;
  readonly after: string | null | undefined;
}

/** Incidents as they change. */
@Resolver(() => IncidentChangeType)
export class IncidentSubscriptions {
  constructor(
    private readonly tail: LiveTail,
    private readonly views: Views,
    private readonly known: KnownIncidents,
    private readonly visibility: EventVisibility,
    private readonly acknowledged: Acknowledged,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ScopedSubscription('read', () => IncidentChangeType, {
    description:
      'Every change of every incident that matches after it, once, in log order, after a position or from now on.',
    name: 'incidents',
    resolve: shown,
  })
  watchIncidents(
    @Asking() caller: Caller,
    @Filter(IncidentFilterInput) filter?: IncidentFilterInput | null,
    @Args('after', { type: () => PositionScalar, nullable: true }) after?: string | null,
  ): AsyncIterableIterator<IncidentChange> {
    return this.#watch(caller, { streams: ['incident-'], filter: filterOf(filter, caller), after });
  }

  @ScopedSubscription('read', () => IncidentChangeType, {
    description: 'Every change of one incident, once, in log order, after a position or from now on.',
    name: 'incident',
    resolve: shown,
  })
  async watchIncident(
    @Asking() caller: Caller,
    @Args('id', { type: () => ID }) reference: string,
    @Args('after', { type: () => PositionScalar, nullable: true }) after?: string | null,
  ): Promise<AsyncIterableIterator<IncidentChange>> {
    const id = await this.known.idOf(reference, caller);
    return this.#watch(caller, { streams: [`incident-${id}`], filter: {}, after });
  }

  #watch(caller: Caller, { after, filter, streams }: Watched): AsyncIterableIterator<IncidentChange> {
    const { acknowledged, tail, views, visibility, config } = this;
    const viewer = viewerOf(caller);
    return subscription(async function* (signal) {
      for await (const batch of tail.follow({ after: after ?? undefined, filter: { streams }, signal })) {
        for (const events of byCommand(batch)) {
          const last = events.at(-1);
          if (!last) continue;
          const { position, stream } = last;
          if (!(await views.reached(position, { timeoutMs: config.projectionTimeoutMs, signal })))
            throw notYetProjected(position);
          // By now it may be restricted, to this node's knowledge.
          if (acknowledged.isPending) await acknowledged.projected();
          const incident = views.incidents.matching(stream.slice('incident-'.length), filter, viewer);
          if (!incident) continue;
          yield { position, incident, events: events.map((event) => visibility.redacted(event, viewer)) };
        }
      }
    });
  }
}

/** The events of a batch, those of one command together. */
function byCommand(events: readonly RecordedEvent[]): RecordedEvent[][] {
  const groups: RecordedEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    const same =
      previous?.stream === event.stream && previous.metadata.commandId === event.metadata.commandId;
    if (group && same) group.push(event);
    else groups.push([event]);
  }
  return groups;
}

function shown({ events, ...change }: IncidentChange) {
  return { ...change, events: events.map(logEvent) };
}
