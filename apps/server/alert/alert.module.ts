import { Module } from '@nestjs/common';
import { AlertCommands } from './alert-commands.js';
import { AlertMutations } from './alert.mutations.js';
import { AlertQueries } from './alert.queries.js';
import { KnownAlerts } from './known-alerts.js';

@Module({
  providers: [AlertCommands, AlertMutations, AlertQueries, KnownAlerts],
  exports: [AlertCommands, KnownAlerts],
})
export class AlertModule {}
