import { Command } from 'commander';
import { gitlab2017Command } from './demo/gitlab-2017-command.js';
import { organizationCommand } from './demo/organization-command.js';

export const demoCommand = new Command('demo')
  .description('Fill the running service through its API, for you to look around')
  .addCommand(organizationCommand, { isDefault: true })
  .addCommand(gitlab2017Command);
