import { Inject } from '@nestjs/common';
import { Field, Float, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { EventLog, Position } from '#event-log';
import { Views, lagSeconds } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { EventVisibility } from '../access/event-visibility.js';
import { AuthenticatedQuery } from '../access/requires.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Duties } from '../rounds/duties.js';
import type { DutyStatus } from '../rounds/rounds.js';
import { EVENT_LOG } from '../tokens.js';
import { ParkedStreamType } from './parked-stream.type.js';

@ObjectType('DutyStatus', { description: 'How this node does what nobody asks for.' })
class DutyStatusType implements Omit<DutyStatus, 'failure'> {
  @Field({
    description:
      '`timers` record deadlines that pass, `absorption` what follows a merge, `checkpoints` seal the log, `keyUses` note on which days keys are used.',
  })
  name: string;

  @Field(() => Int, {
    description:
      'How many of its commands the log took since this node started, or had taken from another node.',
  })
  recorded: number;

  @Field(() => Int, { description: 'How many failed since it started, each try counted.' })
  failed: number;

  @Field(() => Int, { description: 'How much is due that failed when it was last tried.' })
  failing: number;

  @Field(() => String, { nullable: true, description: 'Why, as long as anything fails.' })
  failure: string | undefined;
}

@ObjectType('ServiceStatus', { description: 'How this node is.' })
class ServiceStatusType {
  @Field({ description: '`sqlite` or `eventstoredb`.' })
  engine: string;

  @Field(() => PositionScalar, { nullable: true, description: 'The last event that the views have.' })
  projectedPosition: string | null;

  @Field(() => Int, { description: 'How many events the views have.' })
  projectedEvents: number;

  @Field({ description: 'Whether the views have caught up with the log once.' })
  ready: boolean;

  @Field(() => [ParkedStreamType], {
    description: 'Those of incidents only for keys with the scope restricted: such an incident may be so.',
  })
  parkedStreams: readonly ParkedStreamType[];

  @Field(() => [DutyStatusType], { description: 'What Sitrep does by itself.' })
  duties: readonly DutyStatusType[];

  /** Asks the log for its head, once for all fields that need it. */
  headOfLog: () => Promise<Position | undefined>;
}

/** How this node is. What it takes the log to tell is asked for by itself: the rest is there while the log is not. */
@Resolver(() => ServiceStatusType)
export class StatusResolver {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly views: Views,
    private readonly visibility: EventVisibility,
    private readonly duties: Duties,
  ) {}

  @AuthenticatedQuery(() => ServiceStatusType, {
    description: 'How this node is. Needs a key, but no scope.',
  })
  status(@Asking() caller: Caller): ServiceStatusType {
    const status = this.views.status();
    let head: Promise<Position | undefined> | undefined;
    return {
      engine: this.log.engine,
      projectedPosition: status.position ?? null,
      projectedEvents: status.events,
      ready: status.ready,
      parkedStreams: status.parked.filter(({ stream }) => this.visibility.knows(stream, caller)),
      duties: this.duties.status(),
      headOfLog: () => (head ??= this.log.head()),
    };
  }

  @ResolveField(() => PositionScalar, {
    nullable: true,
    description:
      'The last event of the log. It waits for the log, and is UNAVAILABLE while that does not answer.',
  })
  async head(@Parent() { headOfLog }: ServiceStatusType): Promise<string | null> {
    return (await headOfLog()) ?? null;
  }

  @ResolveField(() => Float, {
    nullable: true,
    description:
      'Since when, at most, the views lack something; 0 when they lack nothing, null where that cannot be told. It waits for the log as `head` does.',
  })
  async lagSeconds(@Parent() { headOfLog }: ServiceStatusType): Promise<number | null> {
    const head = await headOfLog();
    return lagSeconds(this.views.status(), head, new Date()) ?? null;
  }
}
