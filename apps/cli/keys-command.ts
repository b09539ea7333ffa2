import { Command, Option } from 'commander';
import { openHistory } from '#history';
import { type Scope, scopes } from '#access';
import { issueKey, logUrlOf } from '../server/index.js';
import { environment } from './environment.js';

export const keysCommand = new Command('keys').description('API keys, made directly in the log').addCommand(
  new Command('issue')
    .description('Make a key and print it, once. The service may be running')
    .requiredOption('--name <name>', 'what the key is for')
    .addOption(
      new Option('--scopes <scope...>', 'what it may do')
        .choices([...scopes])
        .default([...scopes], 'all scopes'),
    )
    .action(async (options: { name: string; scopes: Scope[] }) => {
      const log = await openHistory(logUrlOf(environment()));
      try {
        console.log(await issueKey(log, options.name, options.scopes));
      } finally {
        await log.close();
      }
    }),
);
