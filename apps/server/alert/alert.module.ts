import { Module } from '@nestjs/common';
import { AlertCommands } from './alert-commands.js';
import { AlertMutations } from './alert.mutations.js';
import { AlertQueries } from './alert.queries.js';

@Module({ providers: [AlertCommands, AlertMutations, AlertQueries], exports: [AlertCommands] })
export class AlertModule {}
