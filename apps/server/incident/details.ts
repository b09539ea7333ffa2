import { Field, InputType, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { Asking, type Caller } from '../access/caller.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { Lines, OptionalDescription, OptionalLine, OptionalText } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';

@InputType({ description: 'What is left out stays as it is.' })
class ChangeDetailsInput extends IncidentInput {
  @Field(() => String, { nullable: true })
  @OptionalLine()
  title?: string | null;

  @Field(() => String, { nullable: true })
  @OptionalDescription()
  summary?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `All the services that it touches, each ${SERVICE_NAME}.`,
  })
  @IsOptional()
  @Lines(50, 100)
  services?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'All that it is tagged with.' })
  @IsOptional()
  @Lines(50, 100)
  tags?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a matter of security.' })
  security?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is an exercise. To change that takes a reason: every number moves with it.',
  })
  drill?: boolean | null;

  @Field(() => String, { nullable: true })
  @OptionalText(1000)
  reason?: string | null;
}

@Resolver()
export class DetailMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Corrects what the incident says of itself. How it read before stays known.')
  changeDetails(@Asking() caller: Caller, @Input() input: ChangeDetailsInput) {
    const { drill, reason, security, services, summary, tags, title } = input;
    return this.incidents.send(caller, input, {
      type: 'ChangeDetails',
      data: given({ title, summary, services, tags, security, drill, reason }),
    });
  }
}
