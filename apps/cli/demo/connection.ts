import type { Command } from 'commander';
import { environment } from '../environment.js';
import { Client } from './client.js';

/** Where a demo is played, and with which key. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly key?: string;
}

/** The command with the options for that. */
export const withConnection = (command: Command, scopes: string): Command =>
  command
    .option('--url <url>', 'the GraphQL endpoint; as the configuration says, unless given')
    .option('--key <key>', `a key with the scopes ${scopes}; SITREP_ADMIN_KEY, unless given`);

/** A client as the options say; without a key the command ends, and says where to find one. */
export function clientOf(options: ConnectionOptions, command: Command): Client {
  const { adminKey, host, port } = environment();
  const key = options.key ?? adminKey;
  if (key === undefined)
    command.error(
      'The demo needs a key: npm run demo -- --key sitrep_… (npm start prints one), or SITREP_ADMIN_KEY.',
    );
  const url = options.url ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/graphql`;
  return new Client(url, key);
}
