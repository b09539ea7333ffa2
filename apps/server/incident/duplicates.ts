import { QueryBus } from '@nestjs/cqrs';
import { Args, Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Likeness, type Severity, type Status, likenesses } from '#incident';
import type { IncidentDocument, Readings } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { enumOf } from '../graphql/enum.js';
import { DateTime } from '../graphql/scalars.js';
import { readFurtherAsOf } from '../queries/read.js';
import { IncidentType, SeverityEnum, StatusEnum } from './incident.type.js';

const LikenessEnum = enumOf('Likeness', likenesses, 'Why two incidents may be one.');

const MOST = 10;

@ObjectType('PossibleDuplicate', { description: 'An open incident that may be the same.' })
class PossibleDuplicateType {
  @Field(() => ID)
  id: string;

  @Field()
  reference: string;

  @Field()
  title: string;

  @Field(() => StatusEnum)
  status: Status;

  @Field(() => SeverityEnum)
  severity: Severity;

  @Field(() => DateTime)
  declaredAt: string;

  @Field(() => [LikenessEnum], { description: 'The strongest first.' })
  reasons: readonly Likeness[];

  @Field({ description: 'The reasons in a sentence.' })
  why: string;
}

@Resolver(() => IncidentType)
export class DuplicatesResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => [PossibleDuplicateType], {
    description:
      'Open incidents with something in common with it, the most alike first; people decide whether to merge them.',
  })
  possibleDuplicates(
    @Parent() incident: IncidentDocument,
    @Asking() caller: Caller,
    @Args('first', { type: () => Int, defaultValue: 5, description: `${MOST} at most.` }) first: number,
  ) {
    const most = Math.min(Math.max(first, 0), MOST);
    const question = (views: Readings): PossibleDuplicateType[] =>
      views.duplicates
        .of(incident, viewerOf(caller), most)
        .map(({ incident, reasons, why }) => ({ ...incident, reasons, why }));
    return this.queries.execute(
      readFurtherAsOf({ moment: incident.asOf, shown: incident.position, question }),
    );
  }
}
