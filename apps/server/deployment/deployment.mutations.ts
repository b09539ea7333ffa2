import { QueryBus } from '@nestjs/cqrs';
import { Field, ID, InputType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, IsUUID, isUUID } from 'class-validator';
import type { DeploymentStatus, Purpose } from '#deployment';
import { Asking, type Caller } from '../access/caller.js';
import { ScopedMutation } from '../access/requires.js';
import type { Receipt } from '../commands/execute.js';
import { createdIdOf } from '../commands/identity.js';
import { ChangeInput, optionsOf } from '../graphql/command-input.js';
import { given } from '../graphql/given.js';
import { Input } from '../graphql/input.js';
import { NestedList } from '../graphql/nested.js';
import { plainId } from '../graphql/plain-id.js';
import { DateTime } from '../graphql/scalars.js';
import { SERVICE_NAME } from '../graphql/service-name.js';
import { Line, OptionalLine, OptionalText, WebAddress } from '../graphql/validators.js';
import { KnownIncidents } from '../incident/known-incidents.js';
import { Read } from '../queries/read.js';
import { DeploymentCommands, deploymentIdOf } from './deployment-commands.js';
import { DeploymentPayload, DeploymentStatusEnum, DeploymentType, PurposeEnum } from './deployment.type.js';

@InputType()
class CommitInput {
  @Field()
  @Line(100)
  sha: string;

  @Field(() => DateTime)
  committedAt: string;
}

@InputType()
class RecordDeploymentInput extends ChangeInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The deployment that this is news of, if it was recorded before.',
  })
  @IsOptional()
  @IsUUID()
  deploymentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Your own name for it, the same in all that you report of it. Without it or the id, it is a new one.',
  })
  @OptionalLine()
  key?: string | null;

  @Field({ description: `The service: ${SERVICE_NAME}.` })
  @Line(100)
  service: string;

  @Field()
  @Line(100)
  environment: string;

  @Field()
  @Line()
  version: string;

  @Field(() => DeploymentStatusEnum)
  outcome: DeploymentStatus;

  @Field(() => DateTime, { nullable: true })
  startedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the outcome came about; now, unless given.' })
  finishedAt?: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed or was rolled back.' })
  @OptionalText(1000)
  reason?: string | null;

  @Field(() => String, { nullable: true, description: 'The commit that was deployed.' })
  @OptionalLine(100)
  commit?: string | null;

  @Field(() => [CommitInput], { nullable: true, description: 'What it brings.' })
  @IsOptional()
  @ArrayMaxSize(1000)
  @NestedList(() => CommitInput)
  commits?: CommitInput[] | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @WebAddress()
  url?: string | null;

  @Field(() => PurposeEnum, {
    nullable: true,
    description: 'REMEDIATION where it names an incident, else PLANNED.',
  })
  purpose?: Purpose | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The incident that it is to repair: its UUID or reference (`INC-42`).',
  })
  @OptionalLine()
  incidentId?: string | null;
}

@Resolver(() => DeploymentPayload)
export class DeploymentMutations {
  constructor(
    private readonly deployments: DeploymentCommands,
    private readonly queries: QueryBus,
    private readonly known: KnownIncidents,
  ) {}

  @ScopedMutation('ingest', () => DeploymentPayload, {
    description: 'Records what is known of a deployment.',
  })
  async recordDeployment(@Asking() caller: Caller, @Input() input: RecordDeploymentInput) {
    const { commit, commits, deploymentId, environment, finishedAt, key } = input;
    const { outcome: status, purpose, reason, service, startedAt, url, version } = input;
    const options = optionsOf(input);
    const known = deploymentId == null ? undefined : plainId(deploymentId);
    const named = known ?? (key == null ? undefined : deploymentIdOf(key));
    const id = named ?? createdIdOf('deployment', caller.principal.id, options.idempotencyKey);
    const incidentId = await this.#incidentIdOf(input.incidentId, caller);
    const about = given({ commit, commits, url, purpose, incidentId, startedAt });
    return this.deployments.record(
      caller,
      { id, status, report: { service, environment, version, ...about }, reason: reason ?? undefined },
      {
        ...options,
        occurredAt: finishedAt ?? (status === 'STARTED' ? startedAt : null) ?? options.occurredAt,
      },
    );
  }

  @ResolveField(() => DeploymentType, { nullable: true, description: 'The deployment after it, or later.' })
  deployment(@Parent() { id, position }: Receipt) {
    return this.queries.execute(new Read((views) => views.deployments.find(id), position));
  }

  /** A UUID is taken as it is, so that nobody learns from the answer which incidents there are. */
  async #incidentIdOf(named: string | null | undefined, caller: Caller): Promise<string | null | undefined> {
    return named == null || isUUID(named) ? named?.toLowerCase() : this.known.idOf(named, caller);
  }
}
