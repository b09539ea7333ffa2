import { Module } from '@nestjs/common';
import { IncidentModule } from '../incident/incident.module.js';
import { DeploymentCommands } from './deployment-commands.js';
import { DeploymentMutations } from './deployment.mutations.js';
import { DeploymentQueries } from './deployment.queries.js';

@Module({
  imports: [IncidentModule],
  providers: [DeploymentCommands, DeploymentMutations, DeploymentQueries],
  exports: [DeploymentCommands],
})
export class DeploymentModule {}
