import { ArrayNotEmpty, Equals, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Min } from 'class-validator';
import { NestedList } from '../graphql/nested.js';
import { IsInstant, IsStringMap } from './payload.js';

/** What is read of one alert of a notification. */
export class Alert {
  @IsIn(['firing', 'resolved'], { message: 'must be firing or resolved' })
  status: 'firing' | 'resolved';

  @IsStringMap()
  labels: Record<string, string>;

  @IsStringMap()
  annotations: Record<string, string>;

  @IsInstant()
  startsAt: string;

  @IsOptional()
  @IsInstant()
  endsAt?: string;

  @IsOptional()
  @IsString({ message: 'must be a string' })
  generatorURL?: string;

  @IsString({ message: 'must be a string' })
  @IsNotEmpty({ message: 'must not be empty' })
  fingerprint: string;
}

/** What is read of a notification, version 4. */
export class Notification {
  @Equals('4', { message: 'must be "4", the version of the webhook that Sitrep reads' })
  version: string;

  @ArrayNotEmpty({ message: 'must not be empty' })
  @NestedList(() => Alert, 'must be an object')
  alerts: Alert[];

  @IsOptional()
  @IsString({ message: 'must be a string' })
  externalURL?: string;

  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must not be negative' })
  truncatedAlerts?: number;
}
