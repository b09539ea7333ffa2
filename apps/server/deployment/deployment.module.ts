import { Module } from '@nestjs/common';
import { DeploymentCommands } from './deployment-commands.js';
import { DeploymentMutations } from './deployment.mutations.js';
import { DeploymentQueries } from './deployment.queries.js';

@Module({
  providers: [DeploymentCommands, DeploymentMutations, DeploymentQueries],
  exports: [DeploymentCommands],
})
export class DeploymentModule {}
