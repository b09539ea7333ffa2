import { Inject } from '@nestjs/common';
import { Field, Float, Int, ObjectType, Resolver } from '@nestjs/graphql';
import type { EventLog } from '#event-log';
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

  @Field(() => PositionScalar, { nullable: true, description: 'The last event of the log.' })
  head: string | null;

  @Field(() => PositionScalar, { nullable: true, description: 'The last event that the views have.' })
  projectedPosition: string | null;

  @Field(() => Int, { description: 'How many events the views have.' })
  projectedEvents: number;

  @Field(() => Float, {
    description: 'Since when, at most, the views lack something; 0 when they lack nothing.',
  })
  lagSeconds: number;

  @Field({ description: 'Whether the views have caught up with the log once.' })
  ready: boolean;

  @Field(() => [ParkedStreamType], {
    description: 'Those of incidents only for keys with the scope restricted: such an incident may be so.',
  })
  parkedStreams: readonly ParkedStreamType[];

  @Field(() => [DutyStatusType], { description: 'What Sitrep does by itself.' })
  duties: readonly DutyStatusType[];
}

/** How this node is, and what can be done about it. */
@Resolver()
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
  async status(@Asking() caller: Caller): Promise<ServiceStatusType> {
    const head = await this.log.head();
    const status = this.views.status();
    return {
      engine: this.log.engine,
      head: head ?? null,
      projectedPosition: status.position ?? null,
      projectedEvents: status.events,
      lagSeconds: lagSeconds(status, head, new Date()),
      ready: status.ready,
      parkedStreams: status.parked.filter(({ stream }) => this.visibility.knows(stream, caller)),
      duties: this.duties.status(),
    };
  }
}
