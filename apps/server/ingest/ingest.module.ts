import { Module } from '@nestjs/common';
import { AlertModule } from '../alert/alert.module.js';
import { DeploymentModule } from '../deployment/deployment.module.js';
import { AlertmanagerController } from './alertmanager.controller.js';
import { GitHubController } from './github.controller.js';

/** The way in for tools that can only post webhooks. */
@Module({ imports: [AlertModule, DeploymentModule], controllers: [AlertmanagerController, GitHubController] })
export class IngestModule {}
