import { QueryBus } from '@nestjs/cqrs';
import { Field, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import {
  isPostmortemOverdue,
  postmortemDueAt,
  postmortemMarkdown,
  postmortemSections,
  postmortemStatus,
} from '#incident';
import type { IncidentDocument } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { clockOf } from '../as-of/as-of.input.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Text } from '../graphql/validators.js';
import { ReadFurther } from '../queries/read.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentType } from './incident.type.js';
import { timelineForPostmortem } from './postmortem-timeline.js';
import { PostmortemType } from './postmortem.type.js';

@InputType()
class SetPostmortemDueInput extends IncidentInput {
  @Field(() => DateTime)
  dueAt: string;

  @Field()
  @Text(1000)
  reason: string;
}

@InputType()
class DraftPostmortemInput extends IncidentInput {
  @Field(() => String, { nullable: true, description: 'What happened, in short. Markdown, like the rest.' })
  @IsOptional()
  @Text(20_000)
  summary?: string | null;

  @Field(() => String, { nullable: true, description: 'Who suffered, how, and for how long.' })
  @IsOptional()
  @Text(20_000)
  impact?: string | null;

  @Field(() => String, { nullable: true, description: 'What caused it, and what let it through.' })
  @IsOptional()
  @Text(20_000)
  rootCause?: string | null;

  @Field(() => String, { nullable: true, description: 'What ended it.' })
  @IsOptional()
  @Text(20_000)
  resolution?: string | null;

  @Field(() => String, { nullable: true, description: 'What went well, what did not, where luck helped.' })
  @IsOptional()
  @Text(20_000)
  lessons?: string | null;
}

@InputType()
class PublishPostmortemInput extends IncidentInput {}

@InputType()
class WaivePostmortemInput extends IncidentInput {
  @Field()
  @Text(1000)
  reason: string;
}

@Resolver(() => IncidentType)
export class PostmortemMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Moves the time when the postmortem is due, or asks for one that no policy requires.')
  setPostmortemDue(@Asking() caller: Caller, @Input() input: SetPostmortemDueInput) {
    const { dueAt, reason } = input;
    return this.incidents.send(caller, input, { type: 'SetPostmortemDue', data: { dueAt, reason } });
  }

  @IncidentMutation('Writes the sections that are given, each in place of what it was.')
  draftPostmortem(@Asking() caller: Caller, @Input() input: DraftPostmortemInput) {
    const { impact, lessons, resolution, rootCause, summary } = input;
    const sections = given({
      SUMMARY: summary,
      IMPACT: impact,
      ROOT_CAUSE: rootCause,
      RESOLUTION: resolution,
      LESSONS: lessons,
    });
    return this.incidents.send(caller, input, { type: 'DraftPostmortem', data: { sections } });
  }

  @IncidentMutation('Publishes what is drafted, or what was revised since.')
  publishPostmortem(@Asking() caller: Caller, @Input() input: PublishPostmortemInput) {
    return this.incidents.send(caller, input, { type: 'PublishPostmortem', data: {} });
  }

  @IncidentMutation('Says that the postmortem that is due will not be written, and why.')
  waivePostmortem(@Asking() caller: Caller, @Input() input: WaivePostmortemInput) {
    return this.incidents.send(caller, input, { type: 'WaivePostmortem', data: { reason: input.reason } });
  }

  @ResolveField(() => PostmortemType)
  postmortem(@Parent() incident: IncidentDocument) {
    const { firstDueAt, publishedAt, publishedBy, requiredBecause, revised, sections, waiver } =
      incident.postmortem;
    const status = postmortemStatus(incident);
    return {
      incident,
      status,
      dueAt: postmortemDueAt(incident),
      firstDueAt,
      overdue: isPostmortemOverdue(incident, clockOf(incident.asOf)),
      requiredBecause,
      sections: postmortemSections.flatMap((section) => {
        const drafted = sections[section];
        return drafted ? [{ section, ...drafted }] : [];
      }),
      publishedAt,
      publishedBy,
      revised,
      waivedReason: status === 'WAIVED' ? waiver?.reason : null,
    };
  }
}

/** What takes some work of a postmortem, done only where it is asked for. */
@Resolver(() => PostmortemType)
export class PostmortemMarkdown {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField()
  markdown(
    @Parent() { incident }: { incident: IncidentDocument },
    @Asking() caller: Caller,
  ): Promise<string> {
    const { reference } = incident;
    return this.queries.execute(
      new ReadFurther(
        (views) =>
          postmortemMarkdown({
            incident,
            reference,
            ...timelineForPostmortem(views, incident, viewerOf(caller)),
          }),
        incident.position,
      ),
    );
  }
}
