import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type DeploymentCommand, type DeploymentStatus, type Report, deployments } from '#deployment';
import type { Caller } from '../access/caller.js';
import { type CommandOptions, Execute, type Receipt } from '../commands/execute.js';
import { derivedId } from '../commands/identity.js';

/** What was heard of a deployment. */
export interface DeploymentNews {
  /** The UUID of the deployment. */
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly report: Report;
  readonly reason?: string | undefined;
}

/** The UUID of the deployment that a tool knows under this key. */
export const deploymentIdOf = (key: string): string => derivedId('deployment', key);

/** Sends what was heard of deployments, by whichever way it came. */
@Injectable()
export class DeploymentCommands {
  constructor(private readonly bus: CommandBus) {}

  record(caller: Caller, news: DeploymentNews, options: CommandOptions): Promise<Receipt> {
    return this.bus.execute(new Execute(deployments, news.id, commandOf(news), caller, options));
  }
}

function commandOf({ reason, report, status }: DeploymentNews): DeploymentCommand {
  const because = reason === undefined ? {} : { reason };
  switch (status) {
    case 'STARTED':
      return { type: 'StartDeployment', data: report };
    case 'SUCCEEDED':
      return { type: 'SucceedDeployment', data: report };
    case 'FAILED':
      return { type: 'FailDeployment', data: { ...report, ...because } };
    case 'ROLLED_BACK':
      return { type: 'RollBackDeployment', data: { ...report, ...because } };
  }
}
