import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { RECURRENCE_DAYS, declarationTimes, isCauseKnown } from '#incident';
import { type IncidentDocument, type IncidentFilter, type IncidentQuery, type Readings } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { PageArgs } from '../graphql/connection.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { Line, OptionalText, Text } from '../graphql/validators.js';
import { ReadFurther, ReadPast, readFurtherAsOf } from '../queries/read.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentConnection, IncidentType } from './incident.type.js';
import { KnownIncidents } from './known-incidents.js';

@InputType()
class LinkRecurrenceInput extends IncidentInput {
  @Field(() => ID, { description: 'The earlier incident: its UUID or reference.' })
  @Line()
  recurrenceOf: string;

  @Field(() => String, { nullable: true })
  @OptionalText(1000)
  reason?: string | null;
}

@InputType()
class UnlinkRecurrenceInput extends IncidentInput {
  @Field()
  @Text(1000)
  reason: string;
}

/**
 * What it may repeat, and can be linked to: of its own category of cause, on a service of its own, and not long before
 * it. An empty list of causes finds nothing.
 */
function likeIt(incident: IncidentDocument): IncidentFilter {
  const { cause, declaredAt, recurrence, services, visibility } = incident;
  const from = new Date(Date.parse(declaredAt) - RECURRENCE_DAYS * 24 * 60 * 60 * 1000).toISOString();
  const open = recurrence === null && cause !== null && isCauseKnown({ cause });
  return {
    causes: open ? [cause.category] : [],
    services,
    declared: { from, to: declaredAt },
    firstSaidBefore: declarationTimes(incident).firstSaid,
    visibility: visibility === 'RESTRICTED' ? null : 'ORGANIZATION',
    statuses: ['DECLARED', 'ACKNOWLEDGED', 'MITIGATED', 'RESOLVED', 'CLOSED'],
    drill: false,
  };
}

@Resolver(() => IncidentType)
export class RecurrenceMutations {
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly known: KnownIncidents,
    private readonly queries: QueryBus,
  ) {}

  @IncidentMutation('Says that it repeats an earlier incident.')
  async linkRecurrence(@Asking() caller: Caller, @Input() input: LinkRecurrenceInput) {
    const earlier = await this.known.get(input.recurrenceOf, caller);
    const { id, reference } = earlier;
    const restricted = earlier.visibility === 'RESTRICTED';
    const reason = given({ reason: input.reason });
    const data = { incidentId: id, reference, declared: declarationTimes(earlier), restricted, ...reason };
    // What is known of the earlier one may be another at a retry.
    const asked = { recurrenceOf: id, ...reason };
    return this.incidents.send(caller, input, { type: 'LinkRecurrence', data }, asked);
  }

  @IncidentMutation('Says that it does not repeat the earlier incident after all.')
  unlinkRecurrence(@Asking() caller: Caller, @Input() input: UnlinkRecurrenceInput) {
    return this.incidents.send(caller, input, { type: 'UnlinkRecurrence', data: { reason: input.reason } });
  }

  @ResolveField(() => IncidentType, { nullable: true, description: 'The earlier incident that it repeats.' })
  recurrenceOf(@Parent() { asOf: moment, position, recurrence }: IncidentDocument, @Asking() caller: Caller) {
    if (!recurrence) return null;
    const viewer = viewerOf(caller);
    return this.queries.execute(
      moment
        ? new ReadPast(moment, (past) => past.incident(recurrence.incidentId, { moment, viewer }))
        : new ReadFurther((views) => views.incidents.find(recurrence.incidentId, viewer), position),
    );
  }

  @ResolveField(() => IncidentConnection, { description: 'Later incidents that repeat it, newest first.' })
  recurrences(@Parent() incident: IncidentDocument, @Asking() caller: Caller, @Args() page: PageArgs) {
    return this.#page(incident, { filter: { recurrenceOf: incident.id }, page }, caller);
  }

  @ResolveField(() => IncidentConnection, {
    description:
      'Earlier incidents that it may repeat: with the same category of cause, on the same service, within 90 days, of which one that is restricted is suggested for restricted ones only. None once it is linked to one.',
  })
  suggestedRecurrences(
    @Parent() incident: IncidentDocument,
    @Asking() caller: Caller,
    @Args() page: PageArgs,
  ) {
    return this.#page(incident, { filter: likeIt(incident), page }, caller);
  }

  async #page({ asOf: moment, position: shown }: IncidentDocument, query: IncidentQuery, caller: Caller) {
    const question = (views: Readings) => views.incidents.page(query, viewerOf(caller));
    const found = await this.queries.execute(readFurtherAsOf({ moment, shown, question }));
    return Object.assign(found, { asOf: moment });
  }
}
