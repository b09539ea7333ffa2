import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';
import { InvalidConnectionString } from '../errors.js';

const SHAPE =
  /^esdb(?<discover>\+discover)?:\/\/(?:(?<user>[^:@/]+):(?<password>[^@]+)@)?(?<hosts>[^?]+)(?:\?(?<query>.*))?$/;

/** The options that the client knows, in the one spelling to which it brings them. */
const OPTIONS = new Set([
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'keepaliveinterval',
  'keepalivetimeout',
  'maxdiscoverattempts',
  'nodepreference',
  'throwonappendfailure',
  'tls',
  'tlscafile',
  'tlsverifycert',
  'usercertfile',
  'userkeyfile',
]);

/** A connection string, read once, from which any number of clients can be made. */
export interface ConnectionString {
  /** What every append must carry; see `readConnectionString`. */
  readonly credentials: Credentials;
  /** Whether the client looks for the leader of several nodes. One that is named alone leads, or knows who does. */
  readonly isCluster: boolean;
  /** A client that shares no connection with those of other generations. It connects when it is first used. */
  newClient(generation: number): EventStoreDBClient;
}

/**
 * Appends carry credentials even where the server asks for none: without them the client appends in batches, and
 * those share one list of promises over all clients of the process, so that an error on any client rejects the
 * appends of all, or hangs them. An insecure server is not sent the credentials; a secure one needs real ones.
 *
 * @throws InvalidConnectionString with what is wrong; the text has no password in it
 */
export function readConnectionString(text: string): ConnectionString {
  const parts = SHAPE.exec(text.trim())?.groups;
  if (!parts)
    throw new InvalidConnectionString(
      'is not like esdb://user:password@host:2113 or esdb://a:2113,b:2113?tls=false',
    );
  const { discover, hosts = '', password, query, user } = parts;
  checkOptions(query);
  const insecure = /(?:^|&)tls=false(?:&|$)/i.test(query ?? '');
  if (!insecure && (user === undefined || password === undefined))
    throw new InvalidConnectionString(
      'needs a user, being secure: esdb://user:password@host:2113, or ?tls=false',
    );
  const credentials = { username: decoded(user ?? 'nobody'), password: decoded(password ?? '') };
  const newClient = (generation: number): EventStoreDBClient => {
    try {
      return EventStoreDBClient.connectionString(withOurSettings(text.trim(), generation));
    } catch (error) {
      // The client's own error carries the whole string, password included.
      throw new InvalidConnectionString(
        `cannot be used: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  };
  newClient(0);
  return { credentials, isCluster: discover !== undefined || hosts.includes(','), newClient };
}

/** What the client would only warn of it is not given: its warnings, to standard error, have the whole string in them. */
function checkOptions(query = ''): void {
  for (const option of query.split('&').filter((each) => each !== '')) {
    const [name = '', value] = option.split('=');
    const known = name.trim().toLowerCase().replace(/[_-]/g, '');
    if (!OPTIONS.has(known)) throw new InvalidConnectionString(`has an option that there is not: ${name}`);
    if (known === 'tlsverifycert' && value?.trim() === 'false')
      throw new InvalidConnectionString(
        `cannot turn off the check of certificates (${name}): give tlsCAFile, the authority that made them`,
      );
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidConnectionString('has a % in its user or password that must be written as %25');
  }
}

/**
 * What comes last wins. `throwOnAppendFailure=false` would report revision 1 for every refused append. grpc-js
 * shares connections between clients whose address and settings are equal, so that a client made anew would get the
 * dead connection of the one that it replaces: each generation has a keep-alive timeout a millisecond longer.
 * A gossip candidate that is frozen should not hold up the others for the five seconds that are the client's default.
 */
function withOurSettings(text: string, generation: number): string {
  const [hosts = '', query] = text.split('?', 2);
  const keepAliveTimeout = Number(/(?:^|&)keepAliveTimeout=(\d+)/i.exec(query ?? '')?.[1] ?? 10_000);
  const settings = [
    'gossipTimeout=2',
    ...(query === undefined ? [] : [query]),
    'throwOnAppendFailure=true',
    `keepAliveTimeout=${keepAliveTimeout + (generation % 1_000)}`,
  ];
  return `${hosts}?${settings.join('&')}`;
}
