import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';

const SHAPE = /^esdb(?:\+discover)?:\/\/(?:(?<user>[^:@/]+):(?<password>[^@]+)@)?[^?]+(?:\?(?<query>.*))?$/;

/** A connection string, read once, from which any number of clients can be made. */
export interface ConnectionString {
  /** What every append must carry; see `readConnectionString`. */
  readonly credentials: Credentials;
  /** A client that shares no connection with those of other generations. It connects when it is first used. */
  newClient(generation: number): EventStoreDBClient;
}

/**
 * Appends carry credentials even where the server asks for none: without them the client appends in batches, and
 * those share one list of promises over all clients of the process, so that an error on any client rejects the
 * appends of all, or hangs them. An insecure server is not sent the credentials; a secure one needs real ones.
 *
 * @throws Error with what is wrong; the text has no password in it
 */
export function readConnectionString(text: string): ConnectionString {
  const parts = SHAPE.exec(text.trim())?.groups;
  if (!parts)
    throw new Error(
      'The connection string is not like esdb://user:password@host:2113 or esdb://a:2113,b:2113?tls=false',
    );
  const { user, password, query } = parts;
  const insecure = /(?:^|&)tls=false(?:&|$)/i.test(query ?? '');
  if (!insecure && (user === undefined || password === undefined))
    throw new Error('A secure connection string needs a user: esdb://user:password@host:2113');
  const credentials = {
    username: decodeURIComponent(user ?? 'nobody'),
    password: decodeURIComponent(password ?? ''),
  };
  const newClient = (generation: number): EventStoreDBClient => {
    try {
      return EventStoreDBClient.connectionString(withOurSettings(text.trim(), generation));
    } catch (error) {
      // The client's own error carries the whole string, password included.
      throw new Error(
        `The connection string cannot be used: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  };
  newClient(0);
  return { credentials, newClient };
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
