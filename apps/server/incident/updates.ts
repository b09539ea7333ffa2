import { Field, ID, InputType, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '#decider';
import {
  type Audience,
  type Correction,
  type MissedPromise,
  type Update,
  audiences,
  isOpen,
  isUpdateOverdue,
} from '#incident';
import type { IncidentDocument } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { clockOf } from '../as-of/as-of.input.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, OptionalText, Text } from '../graphql/validators.js';
import { CorrectionType } from './correction.type.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField, IncidentType } from './incident.type.js';

export const AudienceEnum = enumOf('Audience', audiences, 'For whom an update is meant.');

@ObjectType('Update')
class UpdateType implements Update {
  @Field(() => ID)
  id: string;

  @Field(() => AudienceEnum)
  audience: Audience;

  @Field()
  body: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it promised the next one; null where it was the last.',
  })
  nextUpdateDueAt: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why somebody other than a spokesperson published it.',
  })
  overrideReason: string | null;

  @Field(() => ActorType)
  publishedBy: Actor;

  @Field(() => DateTime)
  publishedAt: string;

  @Field(() => DateTime, {
    description: 'When the log took it: later than it was published where it was backdated.',
  })
  recordedAt: string;

  @Field(() => [CorrectionType])
  corrections: readonly Correction[];
}

@ObjectType('MissedPromise', { description: 'A promise of the next update that was not kept in time.' })
class MissedPromiseType implements MissedPromise {
  @Field(() => ID, { description: 'The update that made it.' })
  updateId: string;

  @Field(() => AudienceEnum)
  audience: Audience;

  @Field(() => DateTime, { description: 'When the next update was promised for.' })
  dueAt: string;
}

export abstract class UpdatesFields {
  @IncidentField(() => [UpdateType])
  updates: readonly Update[];

  @IncidentField(() => [MissedPromiseType], {
    description: 'The promises of a next update that were not kept in time, each once.',
  })
  missedPromises: readonly MissedPromise[];
}

@InputType()
class PublishUpdateInput extends IncidentInput {
  @Field(() => AudienceEnum)
  audience: Audience;

  @Field()
  @Text()
  body: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the next one comes; by the severity, unless given.',
  })
  nextUpdateDueAt?: string | null;

  @Field({ defaultValue: false, description: 'No further update is promised.' })
  last: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why somebody other than a spokesperson publishes it.',
  })
  @OptionalText(1000)
  overrideReason?: string | null;
}

@InputType()
class CorrectUpdateInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  updateId: string;

  @Field()
  @Text()
  body: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why somebody else than the Business Lead or the Commander rewords a public one.',
  })
  @OptionalText(1000)
  overrideReason?: string | null;
}

@Resolver(() => IncidentType)
export class UpdateMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Tells an audience how things stand, and when it hears more.')
  publishUpdate(@Asking() caller: Caller, @Input() input: PublishUpdateInput) {
    const { audience, body, last, nextUpdateDueAt, overrideReason } = input;
    return this.incidents.send(caller, input, {
      type: 'PublishUpdate',
      data: { audience, body, ...(last && { last }), ...given({ nextUpdateDueAt, overrideReason }) },
    });
  }

  @IncidentMutation('Rewords an update. The first wording stays known.')
  correctUpdate(@Asking() caller: Caller, @Input() input: CorrectUpdateInput) {
    const { body, overrideReason, updateId } = input;
    return this.incidents.send(caller, input, {
      type: 'CorrectUpdate',
      data: { updateId, body, ...given({ overrideReason }) },
    });
  }

  @ResolveField(() => DateTime, {
    nullable: true,
    description: 'When the next update is promised; null where none is, and once it is resolved or over.',
  })
  nextUpdateDueAt(@Parent() incident: IncidentDocument): string | null {
    return isOpen(incident) ? incident.nextUpdateDueAt : null;
  }

  @ResolveField(() => Boolean, { description: 'Whether the promised update has not come in time.' })
  updateOverdue(@Parent() incident: IncidentDocument): boolean {
    return isUpdateOverdue(incident, clockOf(incident.asOf));
  }
}
