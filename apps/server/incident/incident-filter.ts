import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import {
  type CauseCategory,
  type Detection,
  type PostmortemStatus,
  type Role,
  type Severity,
  type Status,
  type Visibility,
  isOpen,
  statuses,
} from '#incident';
import { type IncidentFilter, type IncidentOrder, type PostmortemFilter, incidentOrders } from '#views';
import type { Caller } from '../access/caller.js';
import { enumOf } from '../graphql/enum.js';
import { Nested } from '../graphql/nested.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { TimeRangeInput } from '../graphql/time-range.js';
import { Line } from '../graphql/validators.js';
import { CauseCategoryEnum } from './cause.js';
import { DetectionEnum, SeverityEnum, StatusEnum, VisibilityEnum } from './incident.type.js';
import { PostmortemStatusEnum } from './postmortem.type.js';
import { RoleEnum } from './roles.js';

const OrderFieldEnum = enumOf('IncidentOrderField', incidentOrders);
export const DirectionEnum = enumOf('OrderDirection', ['ASC', 'DESC']);

@InputType('IncidentOrder')
export class IncidentOrderInput {
  @Field(() => OrderFieldEnum)
  field: IncidentOrder;

  @Field(() => DirectionEnum, { defaultValue: 'DESC' })
  direction: 'ASC' | 'DESC';
}

@InputType('RoleHeld')
class RoleHeldInput {
  @Field()
  @Line()
  person: string;

  @Field(() => RoleEnum, { nullable: true, description: 'Any role, unless given.' })
  role?: Role | null;
}

@InputType('PostmortemFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one finds nothing.',
})
class PostmortemFilterInput {
  @Field(() => [PostmortemStatusEnum], { nullable: true })
  status?: PostmortemStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: 'One is owed: due, neither published nor waived.' })
  owed?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'One is owed, and its due time has passed.' })
  overdue?: boolean | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'When the one that is owed is due.' })
  dueAt?: TimeRangeInput | null;
}

@InputType('FollowUpsOfIncident', { description: 'All that is named must hold.' })
class FollowUpsOfIncidentInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether something remains to be done.' })
  open?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether something that remains to be done is late.' })
  overdue?: boolean | null;
}

@InputType('IncidentFilter', {
  description: 'All that is named must hold; within a list, one must: an empty one finds nothing.',
})
export class IncidentFilterInput {
  @Field(() => [StatusEnum], { nullable: true })
  status?: Status[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether somebody should still be working on it: declared, acknowledged or mitigated.',
  })
  open?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether nobody has acknowledged it yet, nor mitigated it; see also acknowledgementOverdue.',
  })
  unacknowledged?: boolean | null;

  @Field(() => [SeverityEnum], { nullable: true })
  severity?: Severity[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `It touches one of these services, each ${SERVICE_NAME}.`,
  })
  @IsOptional()
  @ArrayMaxSize(100)
  services?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'One of these teams owns a service that it touches, as the catalog has it at present.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  teams?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'It has one of these tags.' })
  @IsOptional()
  @ArrayMaxSize(100)
  tags?: string[] | null;

  @Field(() => TimeRangeInput, { nullable: true })
  declaredAt?: TimeRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'When its last event was recorded.' })
  updatedAt?: TimeRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'When it was resolved last.' })
  resolvedAt?: TimeRangeInput | null;

  @Field(() => RoleHeldInput, { nullable: true, description: 'The person holds a role, or the one named.' })
  @IsOptional()
  @Nested(() => RoleHeldInput)
  roleHolder?: RoleHeldInput | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether you hold a role in it or take part.' })
  mine?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'One of these people holds a role or takes part.' })
  @IsOptional()
  @ArrayMaxSize(100)
  involves?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the promised update is overdue.' })
  updateOverdue?: boolean | null;

  @Field(() => PostmortemFilterInput, { nullable: true, description: 'How its postmortem stands.' })
  postmortem?: PostmortemFilterInput | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether nobody has acknowledged it though that is due.',
  })
  acknowledgementOverdue?: boolean | null;

  @Field(() => FollowUpsOfIncidentInput, { nullable: true, description: 'What remains to be done after it.' })
  followUps?: FollowUpsOfIncidentInput | null;

  @Field(() => [DetectionEnum], { nullable: true, description: 'Who or what noticed first.' })
  detectedBy?: Detection[] | null;

  @Field(() => [CauseCategoryEnum], { nullable: true, description: 'Of the cause that is identified.' })
  cause?: CauseCategory[] | null;

  @Field(() => [ID], { nullable: true, description: 'One of these deployments is blamed for it.' })
  @IsOptional()
  @ArrayMaxSize(100)
  blamedDeployments?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'One of these alerts belongs to it.' })
  @IsOptional()
  @ArrayMaxSize(100)
  alerts?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Matters of security only, or none.' })
  security?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Exercises only, or none.' })
  drill?: boolean | null;

  @Field(() => VisibilityEnum, { nullable: true })
  visibility?: Visibility | null;
}

/** The filter as the views take it, for whoever asks and by the clock as it is. */
export function filterOf(
  input: IncidentFilterInput | null | undefined,
  { principal }: Caller,
  search?: string | null,
  now: string = new Date().toISOString(),
): IncidentFilter {
  if (!input) return { search };
  const byNow = (is: boolean | null | undefined) => (is == null ? null : { is, now });
  const { declaredAt, updatedAt, resolvedAt, severity, detectedBy, cause, postmortem, followUps } = input;
  return {
    statuses: statusesOf(input),
    severities: severity,
    services: input.services,
    teams: input.teams,
    tags: input.tags,
    search,
    declared: declaredAt,
    updated: updatedAt,
    resolved: resolvedAt,
    roleHolder: input.roleHolder,
    involves: input.involves,
    mine: input.mine == null ? null : { is: input.mine, person: principal.id },
    overdue: byNow(input.updateOverdue),
    unacknowledged: byNow(input.acknowledgementOverdue),
    causes: cause,
    blamed: input.blamedDeployments?.map((id) => id.toLowerCase()),
    alerts: input.alerts?.map((id) => id.toLowerCase()),
    postmortem: postmortem && postmortemFilterOf(postmortem, now),
    followUps: followUps && { open: followUps.open, overdue: byNow(followUps.overdue) },
    detections: detectedBy,
    security: input.security,
    drill: input.drill,
    visibility: input.visibility,
  };
}

/** What the status may be; undefined where nothing is said about it. */
function statusesOf({ status, open, unacknowledged }: IncidentFilterInput): Status[] | undefined {
  if (status == null && open == null && unacknowledged == null) return undefined;
  return statuses.filter(
    (each) =>
      (status?.includes(each) ?? true) &&
      isOpen({ status: each }) === (open ?? isOpen({ status: each })) &&
      (each === 'DECLARED') === (unacknowledged ?? each === 'DECLARED'),
  );
}

const postmortemFilterOf = (
  { dueAt, overdue, owed, status }: PostmortemFilterInput,
  now: string,
): PostmortemFilter => ({
  statuses: status,
  owed,
  due: dueAt,
  ...(overdue != null && { overdue: { is: overdue, now } }),
});
