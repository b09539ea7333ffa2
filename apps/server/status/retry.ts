import { Inject } from '@nestjs/common';
import { Field, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { Logger } from 'pino';
import { type RetryOutcome, Views } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { EventVisibility } from '../access/event-visibility.js';
import { ScopedMutation } from '../access/requires.js';
import { notFound, stillParked, unavailable } from '../graphql/errors.js';
import { Input } from '../graphql/input.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Text } from '../graphql/validators.js';
import { LOGGER } from '../tokens.js';

@InputType()
class RetryParkedStreamInput {
  @Field({ description: 'As `status { parkedStreams { stream } }` names it.' })
  @Text(1000)
  stream: string;
}

@ObjectType()
class RetryParkedStreamPayload {
  @Field()
  stream: string;

  @Field(() => PositionScalar, {
    nullable: true,
    description: 'Up to where the views have the events of the stream, as they have those of all others.',
  })
  position: string | null;
}

/** What can be done about a stream that is parked. */
@Resolver()
export class RetryResolver {
  constructor(
    private readonly views: Views,
    private readonly visibility: EventVisibility,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'info'>,
  ) {}

  /** No command: it is about the views of this node alone, and the log holds nothing of it. */
  @ScopedMutation('admin', () => RetryParkedStreamPayload, {
    description:
      'Has the views of this node take the events of a parked stream again, from the one that they could not take. It records nothing: each node has views of its own, and is asked by itself. A stream of an incident takes the scope restricted, as `status` does. NOT_FOUND where it is not parked here, STILL_PARKED where an event cannot be taken still.',
  })
  async retryParkedStream(
    @Asking() caller: Caller,
    @Input() { stream }: RetryParkedStreamInput,
  ): Promise<RetryParkedStreamPayload> {
    if (!this.visibility.knows(stream, caller)) throw notParked(stream);
    const outcome = await this.views.retryParked(stream);
    this.logger.info({ stream, outcome: outcome.kind, by: caller.principal.id }, 'parked stream tried again');
    mustHaveResumed(stream, outcome);
    return { stream, position: this.views.position ?? null };
  }
}

function mustHaveResumed(stream: string, outcome: RetryOutcome): void {
  switch (outcome.kind) {
    case 'resumed':
      return;
    case 'not-parked':
      throw notParked(stream);
    case 'still-parked':
      throw stillParked(outcome.parked);
    case 'unread':
      throw unavailable(`The log does not give the events of the stream: ${outcome.reason}`);
  }
}

const notParked = (stream: string) => notFound('parked stream', stream);
