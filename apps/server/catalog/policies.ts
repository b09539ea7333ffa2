import { Inject } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { policies } from '#catalog';
import type { EventLog } from '#event-log';
import type { PolicyDocument } from '#views';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedMutation, ScopedQuery } from '../access/requires.js';
import { Execute } from '../commands/execute.js';
import { optionsOf } from '../graphql/command-input.js';
import { PageArgs } from '../graphql/connection.js';
import { given, stated } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Read } from '../queries/read.js';
import { EVENT_LOG } from '../tokens.js';
import { History, HistoryConnection } from './history.js';
import { SetPolicyInput } from './policy.input.js';
import { PolicyPayload, PolicyType } from './policy.type.js';

@Resolver(() => PolicyType)
export class PoliciesResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly history: History,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @ScopedQuery('read', () => [PolicyType], {
    description: 'The policies of all severities, the worst first: as they were set, else the defaults.',
  })
  policies(@Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null) {
    return this.queries.execute(new Read((views) => views.policies.inForce(), minPosition));
  }

  @ScopedMutation('admin', () => PolicyPayload, {
    description:
      'Says what a severity means and asks for. Incidents declared before keep what they were held to.',
  })
  async setPolicy(@Asking() caller: Caller, @Input() input: SetPolicyInput) {
    const { checklists, escalateAfterSeconds, postmortem, severity } = input;
    const { acknowledgeWithinSeconds, guidance, nextUpdateWithinSeconds, title, words } = input;
    const { rollbackWithinSeconds } = input;
    const asked = {
      severity,
      ...given({
        title,
        guidance,
        words,
        acknowledgeWithinSeconds,
        nextUpdateWithinSeconds,
        rollbackWithinSeconds,
        postmortem,
        checklists,
      }),
      ...stated({ escalateAfterSeconds }),
    };
    // No word that somebody has just given to another severity may be missed.
    const inForce = await this.queries.execute(
      new Read((views) => views.policies.inForce(), await this.log.head()),
    );
    const otherWords = inForce
      .filter((policy) => policy.severity !== severity)
      .map((policy) => ({ severity: policy.severity, words: policy.words }));
    const command = { type: 'SetPolicy', data: { ...asked, otherWords } };
    return this.commands.execute(
      new Execute(policies, severity, command, caller, { ...optionsOf(input), asked }),
    );
  }

  @ResolveField(() => HistoryConnection, {
    name: 'history',
    description: 'How it was set, the first time first.',
  })
  told(@Parent() { revision, severity }: PolicyDocument, @Args() page: PageArgs) {
    return this.history.page(policies, { id: severity, revision }, page);
  }
}
