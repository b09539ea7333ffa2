import { Args, Field, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CauseCategory, Detection, Severity } from '#incident';
import type { IncidentCounts } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { DateTime } from '../graphql/scalars.js';
import { CauseCategoryEnum } from '../incident/cause.js';
import { DetectionEnum, SeverityEnum } from '../incident/incident.type.js';
import { IncidentContributionFields, RatioType } from './contribution.type.js';
import { Defined } from './defined.type.js';

@ObjectType('CountedIncident', { description: 'An incident of the window, and what it is counted by.' })
class CountedIncidentType extends IncidentContributionFields {
  @Field(() => DateTime, { nullable: true })
  declaredAt: string | null;

  @Field(() => SeverityEnum)
  severity: Severity;

  @Field(() => CauseCategoryEnum, { nullable: true, description: 'Null where nobody has said.' })
  causeCategory: CauseCategory | null;

  @Field(() => DetectionEnum)
  detectedBy: Detection;
}

@ObjectType('CountOfSeverity')
class CountOfSeverityType {
  @Field(() => SeverityEnum)
  severity: Severity;

  @Field(() => Int)
  count: number;
}

@ObjectType('CountOfCause')
class CountOfCauseType {
  @Field(() => CauseCategoryEnum, { nullable: true, description: 'Null where nobody has said.' })
  causeCategory: CauseCategory | null;

  @Field(() => Int)
  count: number;
}

@ObjectType('CountOfDetection')
class CountOfDetectionType {
  @Field(() => DetectionEnum)
  detectedBy: Detection;

  @Field(() => Int)
  count: number;
}

@ObjectType('IncidentCounts', { description: 'How many incidents there were, and of which kinds.' })
export class IncidentCountsType extends Defined {
  @Field(() => Int)
  count: number;

  @Field(() => [CountOfSeverityType], { description: 'Of every severity, the worst first.' })
  bySeverity: readonly CountOfSeverityType[];

  @Field(() => [CountOfCauseType], { description: 'Of every category of cause.' })
  byCause: readonly CountOfCauseType[];

  @Field(() => [CountOfDetectionType])
  byDetection: readonly CountOfDetectionType[];

  @Field(() => RatioType, {
    description: 'The share that customers noticed before monitoring, or anybody else, did.',
  })
  foundByCustomers: RatioType;
}

const CountedIncidentConnection = connectionOf(CountedIncidentType, 'CountedIncident');

@Resolver(() => IncidentCountsType)
export class IncidentCountsResolver {
  @ResolveField(() => CountedIncidentConnection, {
    description: 'The incidents that were counted, and those left out.',
  })
  incidents(@Parent() { contributions }: IncidentCounts, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ incidentId }) => incidentId);
  }
}
