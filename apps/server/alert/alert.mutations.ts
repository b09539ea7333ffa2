import { QueryBus } from '@nestjs/cqrs';
import { Field, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import type { AlertStatus } from '#alert';
import type { Severity } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedMutation } from '../access/requires.js';
import type { Receipt } from '../commands/execute.js';
import { ChangeInput, optionsOf } from '../graphql/command-input.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { NestedList } from '../graphql/nested.js';
import { DateTime, Json } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { Line, OptionalLine, WebAddress } from '../graphql/validators.js';
import { SeverityEnum } from '../incident/incident.type.js';
import { IsStringMap } from '../ingest/payload.js';
import { Read } from '../queries/read.js';
import { AlertCommands } from './alert-commands.js';
import { AlertPayload, AlertStatusEnum, AlertType } from './alert.type.js';

@InputType()
class AlertLinkInput {
  @Field()
  @Line()
  title: string;

  @Field()
  @WebAddress()
  url: string;
}

@InputType()
class RecordAlertInput extends ChangeInput {
  @Field({ description: 'The tool that raised it: `grafana`, `nagios`…' })
  @Line(100)
  source: string;

  @Field({ description: "The tool's own name for the alert, the same each time that it fires." })
  @Line(500)
  key: string;

  @Field(() => DateTime, { description: 'When it began to fire: this tells one firing from the next.' })
  startsAt: string;

  @Field(() => AlertStatusEnum, { defaultValue: 'FIRING' })
  status: AlertStatus;

  @Field()
  @Line()
  title: string;

  @Field(() => String, { nullable: true, description: 'How bad it is in the words of its source.' })
  @OptionalLine(100)
  sourceSeverity?: string | null;

  @Field(() => SeverityEnum, {
    nullable: true,
    description: 'How bad it is; by those words (see `Policy.words`), unless given.',
  })
  severity?: Severity | null;

  @Field(() => String, { nullable: true, description: `The service that it is about: ${SERVICE_NAME}.` })
  @OptionalLine(100)
  service?: string | null;

  @Field(() => Json, { nullable: true, description: 'An object whose values are strings.' })
  @IsOptional()
  @IsStringMap()
  labels?: Record<string, string> | null;

  @Field(() => [AlertLinkInput], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(20)
  @NestedList(() => AlertLinkInput)
  links?: AlertLinkInput[] | null;
}

@Resolver(() => AlertPayload)
export class AlertMutations {
  constructor(
    private readonly alerts: AlertCommands,
    private readonly queries: QueryBus,
  ) {}

  @ScopedMutation('ingest', () => AlertPayload, {
    description: 'Records what another tool says of an alert.',
  })
  recordAlert(@Asking() caller: Caller, @Input() input: RecordAlertInput) {
    const { key, labels, links, service, severity, source, sourceSeverity, startsAt, status, title } = input;
    const about = given({ sourceSeverity, severity, service, labels, links });
    const report = { source, key, startsAt, title, ...about };
    const options = optionsOf(input);
    const occurredAt = options.occurredAt ?? (status === 'FIRING' ? startsAt : undefined);
    return this.alerts.record(caller, { status, report }, { ...options, occurredAt });
  }

  @ResolveField(() => AlertType, { nullable: true, description: 'The alert after it, or later.' })
  alert(@Parent() { id, position }: Receipt) {
    return this.queries.execute(new Read((views) => views.alerts.find(id), position));
  }
}
