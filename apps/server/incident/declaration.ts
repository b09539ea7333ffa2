import { Field, ID, InputType, Resolver } from '@nestjs/graphql';
import { IsOptional, IsUUID } from 'class-validator';
import { termsOf } from '#catalog';
import type { Detection, Severity, Visibility } from '#incident';
import { Views } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { KnownAlerts } from '../alert/known-alerts.js';
import { CommandInput } from '../graphql/command-input.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { memberIds } from '../graphql/plain-id.js';
import { DateTime } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { Line, Lines, OptionalDescription } from '../graphql/validators.js';
import { IncidentCommands, IncidentMutation } from './incident-commands.js';
import { DetectionEnum, SeverityEnum, VisibilityEnum } from './incident.type.js';

@InputType()
class DeclareIncidentInput extends CommandInput {
  @Field()
  @Line()
  title: string;

  @Field({ defaultValue: '' })
  @OptionalDescription()
  summary: string;

  @Field(() => SeverityEnum)
  severity: Severity;

  @Field(() => [String], {
    defaultValue: [],
    description: `The services that it touches, each ${SERVICE_NAME}.`,
  })
  @Lines(50, 100)
  services: string[];

  @Field(() => [String], { nullable: true, description: 'Whatever else it is found by.' })
  @IsOptional()
  @Lines(50, 100)
  tags?: string[] | null;

  @Field(() => DetectionEnum, { defaultValue: 'EMPLOYEE' })
  detectedBy: Detection;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was noticed; when it is declared, unless given.',
  })
  detectedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When users began to suffer, where known.' })
  impactStartedAt?: string | null;

  @Field({ defaultValue: false })
  security: boolean;

  @Field({ defaultValue: false, description: 'An exercise: the same process, left out of the numbers.' })
  drill: boolean;

  @Field(() => VisibilityEnum, { defaultValue: 'ORGANIZATION' })
  visibility: Visibility;

  @Field(() => [String], {
    nullable: true,
    description:
      'Who may see it where it is RESTRICTED: ids of keys, or of persons. Not even you, unless named.',
  })
  @IsOptional()
  @Lines(100)
  members?: string[] | null;

  @Field(() => [ID], { defaultValue: [], description: 'Alerts that led to it.' })
  @IsUUID(undefined, { each: true })
  alerts: string[];
}

@Resolver()
export class DeclarationMutations {
  constructor(
    private readonly incidents: IncidentCommands,
    private readonly views: Views,
    private readonly known: KnownAlerts,
  ) {}

  @IncidentMutation('Declares an incident. It is held to the policy of its severity as it stands.')
  async declareIncident(@Asking() caller: Caller, @Input() input: DeclareIncidentInput) {
    const {
      alerts,
      detectedAt,
      detectedBy,
      drill,
      impactStartedAt,
      security,
      services,
      severity,
      summary,
      tags,
      title,
      visibility,
    } = input;
    const asked = {
      title,
      summary,
      severity,
      services,
      detectedBy,
      security,
      drill,
      visibility,
      alerts,
      ...given({ tags, members: input.members && memberIds(input.members), detectedAt, impactStartedAt }),
    };
    const known = {
      alerts: await this.known.mustHaveAll(alerts),
      ...termsOf(this.views.policies.of(severity)),
    };
    return this.incidents.declare(
      caller,
      input,
      { type: 'DeclareIncident', data: { ...asked, ...known } },
      asked,
    );
  }
}
