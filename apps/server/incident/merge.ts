import { QueryBus } from '@nestjs/cqrs';
import { Field, ID, InputType, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Absorbed } from '#incident';
import type { IncidentDocument } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, OptionalText } from '../graphql/validators.js';
import { Read, ReadFurther } from '../queries/read.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentType } from './incident.type.js';
import { KnownIncidents } from './known-incidents.js';

@ObjectType('MergedIncident', { description: 'The other side of a merge.' })
class MergedIncidentType implements Absorbed {
  @Field(() => ID)
  id: string;

  @Field()
  reference: string;

  @Field(() => DateTime)
  mergedAt: string;
}

@InputType()
class MergeIncidentInput extends IncidentInput {
  @Field(() => ID, { description: 'The incident that goes on, by its UUID or reference.' })
  @Line()
  into: string;

  @Field(() => String, { nullable: true })
  @OptionalText(1000)
  reason?: string | null;
}

@Resolver(() => IncidentType)
export class MergeMutations {
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly known: KnownIncidents,
    private readonly queries: QueryBus,
  ) {}

  @IncidentMutation(
    'Ends it as one with another, which goes on and takes over its open alerts and what it blames a moment later.',
  )
  async mergeIncident(@Asking() caller: Caller, @Input() input: MergeIncidentInput) {
    const source = await this.known.get(input.incidentId, caller);
    const { id, reference, status, drill, visibility } = await this.known.get(input.into, caller);
    const resolvedAlerts = await this.queries.execute(
      new Read(({ alerts }) => source.alerts.filter((id) => alerts.find(id)?.status === 'RESOLVED')),
    );
    const reason = given({ reason: input.reason });
    const data = { into: { id, reference, status, drill, visibility }, resolvedAlerts, ...reason };
    return this.incidents.send(caller, input, { type: 'MergeIncident', data }, { into: id, ...reason });
  }

  @ResolveField(() => MergedIncidentType, {
    nullable: true,
    description: 'The incident that goes on instead.',
  })
  mergedInto(@Parent() { mergedInto, position }: IncidentDocument, @Asking() caller: Caller) {
    return this.queries.execute(
      new ReadFurther(
        (views) =>
          mergedInto && views.incidents.idOf(mergedInto.id, viewerOf(caller)) !== undefined
            ? mergedInto
            : null,
        position,
      ),
    );
  }

  @ResolveField(() => [MergedIncidentType], { description: 'The incidents that were merged into it.' })
  absorbed(@Parent() { absorbed, position }: IncidentDocument, @Asking() caller: Caller) {
    return this.queries.execute(
      new ReadFurther(
        (views) => absorbed.filter(({ id }) => views.incidents.idOf(id, viewerOf(caller)) !== undefined),
        position,
      ),
    );
  }
}
