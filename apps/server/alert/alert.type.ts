import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { type AlertLink, type AlertStatus, alertStatuses } from '#alert';
import type { Severity } from '#incident';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { DateTime, Json, PositionScalar } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { SeverityEnum } from '../incident/incident.type.js';

export const AlertStatusEnum = enumOf('AlertStatus', alertStatuses);

@ObjectType('AlertLink')
class AlertLinkType implements AlertLink {
  @Field()
  title: string;

  @Field()
  url: string;
}

@ObjectType('Alert', { description: 'An alert as another tool reported it.' })
export class AlertType {
  @Field(() => ID)
  id: string;

  @Field({ description: 'The tool that raised it.' })
  source: string;

  @Field({ description: "The tool's own name for it." })
  key: string;

  @Field()
  title: string;

  @Field(() => AlertStatusEnum)
  status: AlertStatus;

  @Field(() => String, { nullable: true, description: 'How bad it is in the words of its source.' })
  sourceSeverity: string | null;

  @Field(() => SeverityEnum, { nullable: true, description: 'How bad it is as Sitrep takes those words.' })
  severity: Severity | null;

  @Field(() => String, { nullable: true, description: `The service that it is about: ${SERVICE_NAME}.` })
  service: string | null;

  @Field(() => Json)
  labels: object;

  @Field(() => [AlertLinkType])
  links: readonly AlertLink[];

  @Field(() => DateTime)
  startsAt: string;

  @Field(() => DateTime, { nullable: true })
  acknowledgedAt: string | null;

  @Field(() => DateTime, { nullable: true })
  resolvedAt: string | null;

  @Field(() => Int)
  revision: number;

  @Field(() => PositionScalar)
  position: string;
}

export const AlertConnection = connectionOf(AlertType, 'Alert');

@ObjectType()
export class AlertPayload extends ReceiptFields {
  @Field(() => AlertType, { nullable: true })
  alert?: AlertType;
}
