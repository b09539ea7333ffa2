import { Args, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Incident } from '#incident';
import { type Life, duration, durations } from '#metrics';
import { IncidentType } from '../incident/incident.type.js';
import { DurationType } from './duration.type.js';
import { InterludeArgs } from './interlude.args.js';

/** Each duration that has a name, of one incident; and, by the incident, any other. */
@ObjectType('IncidentDurations', { description: 'How long it took, by the definitions of the metrics.' })
class IncidentDurationsType implements Record<keyof typeof durations, DurationType> {
  /** What the resolver of the field with arguments measures. */
  incident: Incident;

  @Field(() => DurationType)
  timeToDetect: DurationType;

  @Field(() => DurationType)
  timeToAcknowledge: DurationType;

  @Field(() => DurationType)
  timeToIdentify: DurationType;

  @Field(() => DurationType)
  timeToMitigate: DurationType;

  @Field(() => DurationType, { description: 'To the last resolution.' })
  timeToResolve: DurationType;

  @Field(() => DurationType, { description: 'To the first resolution, whether reopened since or not.' })
  timeToFirstResolve: DurationType;

  @Field(() => DurationType, { description: 'From the start of the impact to its end.' })
  timeToRecover: DurationType;

  @Field(() => DurationType)
  timeToFirstUpdate: DurationType;
}

@Resolver(() => IncidentType)
export class DurationsOfIncident {
  @ResolveField(() => IncidentDurationsType)
  durations(@Parent() incident: Incident): IncidentDurationsType {
    const life = lifeOf(incident);
    const of = (name: keyof typeof durations) => duration(life, durations[name]);
    return {
      incident,
      timeToDetect: of('timeToDetect'),
      timeToAcknowledge: of('timeToAcknowledge'),
      timeToIdentify: of('timeToIdentify'),
      timeToMitigate: of('timeToMitigate'),
      timeToResolve: of('timeToResolve'),
      timeToFirstResolve: of('timeToFirstResolve'),
      timeToRecover: of('timeToRecover'),
      timeToFirstUpdate: of('timeToFirstUpdate'),
    };
  }
}

@Resolver(() => IncidentDurationsType)
export class AnyDurationOfIncident {
  @ResolveField(() => DurationType, { description: 'The time between any two milestones.' })
  duration(@Parent() { incident }: IncidentDurationsType, @Args() interlude: InterludeArgs): DurationType {
    return duration(lifeOf(incident), interlude);
  }
}

const lifeOf = ({ milestones, postmortem: { dueAt, waiver }, status }: Incident): Life => ({
  milestones,
  status,
  postmortem: dueAt === null ? null : { waived: waiver !== null },
});
