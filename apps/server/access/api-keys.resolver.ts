import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Field, ID, InputType, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayNotEmpty, ArrayUnique } from 'class-validator';
import { type ApiKeyCommand, type Scope, apiKeys, hashOf, newSecret, scopes } from '#access';
import { Execute, type Receipt } from '../commands/execute.js';
import { createdIdOf } from '../commands/identity.js';
import { ChangeInput, CommandInput, optionsOf } from '../graphql/command-input.js';
import { enumOf } from '../graphql/enum.js';
import { Input } from '../graphql/input.js';
import { ReceiptFields } from '../graphql/receipt.type.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, Text } from '../graphql/validators.js';
import { Read } from '../queries/read.js';
import { Asking, type Caller } from './caller.js';
import { ScopedMutation, ScopedQuery } from './requires.js';

export const ScopeEnum = enumOf('Scope', scopes, 'What a key may do.');

@ObjectType('ApiKey')
export class ApiKeyType {
  @Field(() => ID)
  id: string;

  @Field()
  name: string;

  @Field(() => [ScopeEnum])
  scopes: readonly Scope[];

  @Field(() => DateTime)
  issuedAt: string;

  @Field(() => DateTime, { nullable: true })
  expiresAt: string | null;

  @Field(() => DateTime, { nullable: true })
  revokedAt: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The last day on which it let somebody in, as a date in UTC such as `2026-11-21`; null as long as it never did. It is recorded once a day, at the first use, so that there is nothing finer.',
  })
  lastUsedOn: string | null;
}

@ObjectType()
class ApiKeyPayload extends ReceiptFields {
  @Field(() => ApiKeyType, { nullable: true })
  apiKey?: ApiKeyType;

  @Field(() => String, {
    nullable: true,
    description: 'The key itself, in the answer that issued it and never again: a retry gets null.',
  })
  secret?: string | null;
}

@InputType()
class IssueApiKeyInput extends CommandInput {
  @Field()
  @Line()
  name: string;

  @Field(() => [ScopeEnum])
  @ArrayNotEmpty({ message: 'must name at least one scope' })
  @ArrayUnique({ message: 'must name each scope once' })
  scopes: Scope[];

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; never, unless given.' })
  expiresAt?: string | null;
}

@InputType()
class RevokeApiKeyInput extends ChangeInput {
  @Field(() => ID)
  @Line()
  apiKeyId: string;

  @Field()
  @Text(1000)
  reason: string;
}

/** Who may use the API. */
@Resolver()
export class ApiKeysResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @ScopedQuery('admin', () => [ApiKeyType], { description: 'All keys ever issued, the newest first.' })
  apiKeys() {
    return this.queries.execute(new Read((views) => views.apiKeys.all()));
  }

  @ScopedMutation('admin', () => ApiKeyPayload, { description: 'Makes a key and shows it once.' })
  async issueApiKey(@Asking() caller: Caller, @Input() input: IssueApiKeyInput) {
    const secret = newSecret();
    const asked = { name: input.name, scopes: input.scopes, expiresAt: input.expiresAt ?? null };
    const options = { ...optionsOf(input), asked };
    const id = createdIdOf('apikey', caller.principal.id, options.idempotencyKey);
    const command: ApiKeyCommand = { type: 'IssueApiKey', data: { ...asked, hash: hashOf(secret) } };
    const receipt = await this.commands.execute(new Execute(apiKeys, id, command, caller, options));
    return { ...receipt, secret: receipt.replayed ? null : secret };
  }

  @ScopedMutation('admin', () => ApiKeyPayload, {
    description: 'Ends a key, every subscription that it holds, and every export that is under way with it.',
  })
  revokeApiKey(@Asking() caller: Caller, @Input() input: RevokeApiKeyInput) {
    const command: ApiKeyCommand = { type: 'RevokeApiKey', data: { reason: input.reason } };
    return this.commands.execute(new Execute(apiKeys, input.apiKeyId, command, caller, optionsOf(input)));
  }
}

/** Shows the key after a command, once the views have come that far. */
@Resolver(() => ApiKeyPayload)
export class ApiKeyPayloadResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => ApiKeyType, { nullable: true })
  apiKey(@Parent() { id, position }: Receipt) {
    return this.queries.execute(new Read((views) => views.apiKeys.find(id), position));
  }
}
