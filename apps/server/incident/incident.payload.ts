import { Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { QueryBus } from '@nestjs/cqrs';
import type { Incident } from '#incident';
import { Views } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import type { Receipt } from '../commands/execute.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { Read } from '../queries/read.js';
import { IncidentType } from './incident.type.js';

@ObjectType('IncidentPayload', {
  description: 'What a command to an incident did, and the incident after it.',
})
export class IncidentPayload extends ReceiptFields {
  @Field(() => IncidentType, {
    nullable: true,
    description:
      'The incident as it is after the command, or later. What was recorded stays so if this fails.',
  })
  incident?: IncidentType;
}

/**
 * Shows the incident after a command, if asked for: as the command has just worked it out, or once the views have come
 * that far. What is asked of it beyond its own state waits for them anyway.
 */
@Resolver(() => IncidentPayload)
export class IncidentPayloadResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: Views,
  ) {}

  @ResolveField(() => IncidentType, { nullable: true })
  incident(@Parent() { id, position, revision, folded }: Receipt, @Asking() caller: Caller) {
    // The decider of incidents folded it.
    const after = folded && {
      state: folded.state as Incident,
      revision,
      position,
      updatedAt: folded.updatedAt,
    };
    const viewer = viewerOf(caller);
    return (
      (after && this.views.incidents.find(id, viewer, after)) ??
      this.queries.execute(new Read((views) => views.incidents.find(id, viewer, after), position))
    );
  }
}
