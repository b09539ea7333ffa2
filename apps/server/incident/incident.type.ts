import { Field, type FieldOptions, ID, Int, ObjectType, type ReturnTypeFunc } from '@nestjs/graphql';
import {
  type Detection,
  type Severity,
  type Status,
  type Visibility,
  detections,
  milestones,
  publicStatuses,
  severities,
  statuses,
  visibilities,
} from '#incident';
import { AsOfField, AsOfMomentType } from '../as-of/as-of.input.js';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateTime, PositionScalar } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { FoundEdgeFields } from './found.type.js';

export const SeverityEnum = enumOf('Severity', severities, 'How bad it is; P0 is the worst.');
export const StatusEnum = enumOf('IncidentStatus', statuses, 'How far the response has come.');
export const DetectionEnum = enumOf('Detection', detections, 'Who or what noticed first.');
export const VisibilityEnum = enumOf('Visibility', visibilities);
export const MilestoneEnum = enumOf(
  'Milestone',
  milestones,
  'The points between which durations are measured.',
);

export const PublicStatusEnum = enumOf('PublicStatus', publicStatuses, 'What a status page says.');

/** What every incident has. Each capability's file adds what it shows, with `IncidentField`. */
@ObjectType('Incident')
export class IncidentType {
  @Field(() => ID)
  id: string;

  @Field({ description: 'The short name for people: `INC-42` is the 42nd incident declared.' })
  reference: string;

  @Field()
  title: string;

  @Field()
  summary: string;

  @Field(() => StatusEnum)
  status: Status;

  @Field(() => SeverityEnum)
  severity: Severity;

  @Field(() => [String], { description: `The services that it touches, each ${SERVICE_NAME}.` })
  services: readonly string[];

  @Field(() => [String], { description: 'Whatever else it is found by.' })
  tags: readonly string[];

  @Field(() => DetectionEnum)
  detectedBy: Detection;

  @Field({ description: 'Whether it is a matter of security.' })
  security: boolean;

  @Field({ description: 'Whether it is an exercise, left out of the numbers.' })
  drill: boolean;

  @Field(() => VisibilityEnum)
  visibility: Visibility;

  @Field(() => Int, { description: 'How often it was reopened.' })
  reopens: number;

  @Field(() => DateTime)
  declaredAt: string;

  @Field(() => DateTime, { description: 'When the last event was recorded.' })
  updatedAt: string;

  @Field(() => Int, { description: 'The revision of its last event: expectedRevision of the next command.' })
  revision: number;

  @Field(() => PositionScalar, { description: 'Where in the log its last event is.' })
  position: string;

  @AsOfField()
  asOf?: AsOfMomentType | null;
}

/** Adds to the incident a field that a capability's state has under the same name. */
export const IncidentField =
  (type: ReturnTypeFunc, options: FieldOptions = {}): PropertyDecorator =>
  (_, name) => {
    Field(type, options)(IncidentType.prototype, name);
  };

export const IncidentConnection = connectionOf(IncidentType, 'Incident', FoundEdgeFields);
AsOfField()(IncidentConnection.prototype, 'asOf');
