import {
  Args,
  Field,
  Float,
  ID,
  IntersectionType,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Availability } from '#metrics';
import { PageArgs, connectionOf } from '../graphql/connection.js';
import { pageOfList } from '../graphql/page-of-list.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { ImpactWindowType } from '../incident/impact.js';
import { IncidentContributionFields } from './contribution.type.js';
import { Defined } from './defined.type.js';

@ObjectType('ImpactOnService', {
  description: 'Impact on a service in the window, and how much of it counts.',
})
class ImpactOnServiceType extends IntersectionType(IncidentContributionFields, ImpactWindowType) {
  @Field(() => ID)
  impactId: string;

  @Field(() => Float, { description: 'How long it was, as far as it lies in the window.' })
  seconds: number;

  @Field(() => Float, {
    description:
      'What of that counts for this one: each instant counts once, for the worst impact that went on then.',
  })
  countedSeconds: number;
}

@ObjectType('ServiceAvailability', { description: 'How much of the window a service was available.' })
class ServiceAvailabilityType {
  @Field({ description: `The service: ${SERVICE_NAME}.` })
  service: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The share of the time, from 0 to 1; null in a window without time or without a start.',
  })
  value: number | null;

  @Field(() => Float, { nullable: true, description: 'What of the window has passed.' })
  windowSeconds: number | null;

  @Field(() => Float)
  majorOutageSeconds: number;

  @Field(() => Float, { description: 'Without what a major outage covers.' })
  partialOutageSeconds: number;

  @Field(() => Float, { description: 'A second of partial outage is half a second.' })
  downSeconds: number;

  @Field(() => Float, { description: 'The share of the time that it is to be available: 0.998 is 99.8 %.' })
  target: number;

  @Field(() => Boolean, { nullable: true, description: 'Null where the availability has no value.' })
  metTarget: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What the target leaves of the whole window, also of what is still to come.',
  })
  errorBudgetSeconds: number | null;

  @Field(() => Float, { nullable: true, description: 'Negative once it is overspent.' })
  errorBudgetLeftSeconds: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the whole: 1 is all of it, less than 0 is overspent. Null where there is none.',
  })
  errorBudgetLeft: number | null;
}

@ObjectType('Availability', { description: 'How available each service was, and its error budget.' })
export class AvailabilityType extends Defined {}

const ServiceAvailabilityConnection = connectionOf(ServiceAvailabilityType, 'ServiceAvailability');
const ImpactOnServiceConnection = connectionOf(ImpactOnServiceType, 'ImpactOnService');

@Resolver(() => AvailabilityType)
export class AvailabilityResolver {
  @ResolveField(() => ServiceAvailabilityConnection, {
    description: 'The services in use, and those that suffered, by name.',
  })
  services(@Parent() { services }: Availability, @Args() page: PageArgs) {
    return pageOfList(services, page, ({ service }) => service);
  }

  @ResolveField(() => ImpactOnServiceConnection, {
    description: 'The impact behind it, and what is left out, by service.',
  })
  impacts(@Parent() { contributions }: Availability, @Args() page: PageArgs) {
    return pageOfList(contributions, page, ({ impactId }) => impactId);
  }
}
