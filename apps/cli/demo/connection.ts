import { isIPv6 } from 'node:net';
import { type Command, InvalidArgumentError } from 'commander';
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
    .option('--key <key>', `a key with the scopes ${scopes}; SITREP_ADMIN_KEY, unless given`, apiKey);

/** What a request can carry in its header. */
function apiKey(text: string): string {
  if (!/^[!-~]+$/.test(text))
    throw new InvalidArgumentError(
      'Give all of the key, as it was printed: a key is of ASCII characters without spaces, which the … of the guides is not.',
    );
  return text;
}

/** What a service that listens on all addresses can be reached at, from the same machine. */
const sameMachine: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The GraphQL endpoint of a service that listens on this host and port, on the same machine. */
export function endpointAt(host: string, port: number): string {
  const reached = sameMachine[host] ?? host;
  return `http://${isIPv6(reached) ? `[${reached}]` : reached}:${port}/graphql`;
}

/** A client as the options say; without a key the command ends, and says where to find one. */
export function clientOf(options: ConnectionOptions, command: Command): Client {
  const { adminKey, host, port } = environment();
  const key = options.key ?? adminKey;
  if (key === undefined)
    command.error(
      'The demo needs a key: npm run demo -- --key sitrep_… (npm start prints one), or SITREP_ADMIN_KEY.',
    );
  return new Client(options.url ?? endpointAt(host, port), key);
}
