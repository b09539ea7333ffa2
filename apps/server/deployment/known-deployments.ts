import { Inject, Injectable } from '@nestjs/common';
import { deployments } from '#deployment';
import type { EventLog } from '#event-log';
import { type NamedDeployment, namedDeployment } from '#incident';
import { Views } from '#views';
import { firstHeard } from '../commands/first-heard.js';
import { plainId } from '../graphql/plain-id.js';
import { EVENT_LOG } from '../tokens.js';

/** What is known of deployments. The views may be behind: what they do not have is looked for in the log. */
@Injectable()
export class KnownDeployments {
  constructor(
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** The deployment, with what it brought where, if anybody told of it yet. @throws what the log throws */
  async named(id: string): Promise<NamedDeployment> {
    const deploymentId = plainId(id);
    const known =
      this.views.deployments.find(deploymentId) ?? (await firstHeard(this.log, deployments, deploymentId));
    return namedDeployment(deploymentId, known);
  }

  /** The same where a deployment may be named, and nothing where none is. */
  async namedIfAny(deploymentId: string | null | undefined): Promise<Partial<NamedDeployment>> {
    return deploymentId == null ? {} : this.named(deploymentId);
  }
}
