import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { PostmortemStatus, Role, Severity, Status, Visibility } from '#incident';
import { type IncidentFilter, type IncidentOrder, type PostmortemFilter, incidentOrders } from '#views';
import { enumOf } from '../graphql/enum.js';
import { TimeRangeInput } from '../graphql/time-range.js';
import { Line } from '../graphql/validators.js';
import { SeverityEnum, StatusEnum, VisibilityEnum } from './incident.type.js';
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

@InputType('PostmortemFilter', { description: 'All that is named must hold; within a list, one must.' })
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

@InputType('IncidentFilter', { description: 'All that is named must hold; within a list, one must.' })
export class IncidentFilterInput {
  @Field(() => [StatusEnum], { nullable: true })
  status?: Status[] | null;

  @Field(() => [SeverityEnum], { nullable: true })
  severity?: Severity[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs: it touches one of these services.' })
  @IsOptional()
  @ArrayMaxSize(100)
  services?: string[] | null;

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
  roleHolder?: RoleHeldInput | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the promised update is overdue.' })
  updateOverdue?: boolean | null;

  @Field(() => PostmortemFilterInput, { nullable: true, description: 'How its postmortem stands.' })
  postmortem?: PostmortemFilterInput | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether nobody has acknowledged it though that is due.',
  })
  acknowledgementOverdue?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Exercises only, or none.' })
  drill?: boolean | null;

  @Field(() => VisibilityEnum, { nullable: true })
  visibility?: Visibility | null;
}

/** The filter as the views take it. */
export const filterOf = (
  input: IncidentFilterInput | null | undefined,
  search?: string | null,
): IncidentFilter => ({
  statuses: input?.status,
  severities: input?.severity,
  services: input?.services,
  tags: input?.tags,
  declared: input?.declaredAt,
  updated: input?.updatedAt,
  resolved: input?.resolvedAt,
  roleHolder: input?.roleHolder,
  drill: input?.drill,
  visibility: input?.visibility,
  ...(input?.updateOverdue != null && {
    overdue: { is: input.updateOverdue, now: new Date().toISOString() },
  }),
  postmortem: input?.postmortem && postmortemFilterOf(input.postmortem),
  ...(input?.acknowledgementOverdue != null && {
    unacknowledged: { is: input.acknowledgementOverdue, now: new Date().toISOString() },
  }),
  search,
});

const postmortemFilterOf = ({ dueAt, overdue, owed, status }: PostmortemFilterInput): PostmortemFilter => ({
  statuses: status,
  owed,
  due: dueAt,
  ...(overdue != null && { overdue: { is: overdue, now: new Date().toISOString() } }),
});
