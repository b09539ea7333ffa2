import { Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { Actor } from '#decider';
import { type Link, type LinkKind, linkKinds } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, OptionalText, WebAddress } from '../graphql/validators.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';

const LinkKindEnum = enumOf('LinkKind', linkKinds, 'What a link leads to.');

@ObjectType('Link')
class LinkType implements Link {
  @Field(() => ID)
  id: string;

  @Field(() => LinkKindEnum)
  kind: LinkKind;

  @Field()
  url: string;

  @Field()
  title: string;

  @Field(() => ActorType)
  addedBy: Actor;

  @Field(() => DateTime)
  addedAt: string;
}

export abstract class LinksFields {
  @IncidentField(() => [LinkType], { description: 'Where else the response takes place.' })
  links: readonly Link[];
}

@InputType()
class AddLinkInput extends IncidentInput {
  @Field(() => LinkKindEnum)
  kind: LinkKind;

  @Field({ description: 'A http or https address.' })
  @WebAddress()
  url: string;

  @Field()
  @Line()
  title: string;
}

@InputType()
class RemoveLinkInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  linkId: string;

  @Field(() => String, { nullable: true })
  @OptionalText(1000)
  reason?: string | null;
}

@Resolver()
export class LinkMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Says where else the response takes place: the war room, a ticket, a dashboard…')
  addLink(@Asking() caller: Caller, @Input() input: AddLinkInput) {
    const { kind, title, url } = input;
    return this.incidents.send(caller, input, { type: 'AddLink', data: { kind, url, title } });
  }

  @IncidentMutation('Removes a link.')
  removeLink(@Asking() caller: Caller, @Input() input: RemoveLinkInput) {
    const { linkId, reason } = input;
    return this.incidents.send(caller, input, {
      type: 'RemoveLink',
      data: { linkId, ...given({ reason }) },
    });
  }
}
