import { QueryBus } from '@nestjs/cqrs';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Receipt } from '../commands/execute.js';
import { Read } from '../queries/read.js';
import { PolicyPayload, PolicyType } from './policy.type.js';

@Resolver(() => PolicyPayload)
export class PolicyPayloadResolver {
  constructor(private readonly queries: QueryBus) {}

  @ResolveField(() => PolicyType, { nullable: true })
  policy(@Parent() { id, position }: Receipt) {
    return this.queries.execute(
      new Read((views) => views.policies.inForce().find(({ severity }) => severity === id), position),
    );
  }
}
