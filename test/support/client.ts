import type { GraphQLFormattedError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { adminKey } from './service.js';

/** The answer to an operation, as it came. */
export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: { readonly position?: string };
}

/** Sends an operation over HTTP with a key, and gives whatever comes back within the time. */
export async function send<Data = never>(
  url: string,
  query: string,
  variables: object = {},
  key: string | null = adminKey,
  timeoutMs = 20_000,
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = (await response.json()) as Omit<Answer<Data>, 'status'>;
  return { status: response.status, ...body };
}

/** The stable codes of what went wrong. */
export const codesOf = ({ errors = [] }: Pick<Answer, 'errors'>): unknown[] =>
  errors.map(({ extensions }) => extensions?.['code']);

/** Sends an operation that must succeed, and gives its data. */
export async function ask<Data>(
  url: string,
  query: string,
  variables: object = {},
  key = adminKey,
): Promise<Data> {
  const { data, errors } = await send<Data>(url, query, variables, key);
  if (errors || !data) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
  return data;
}

/** Sends a mutation with an input, and gives what it answers. */
export async function mutate<Payload>(
  url: string,
  mutation: string,
  input: object,
  selection: string,
  key = adminKey,
): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} } }`;
  const data = await ask<Record<string, Payload>>(url, query, { input }, key);
  const payload = data[mutation];
  if (payload === undefined) throw new Error(`No answer to ${mutation}`);
  return payload;
}

/** A client of the WebSocket; it does not reconnect by itself. */
export const webSocketClient = (url: string, key: string | null = adminKey): Client =>
  createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    ...(key !== null && { connectionParams: { Authorization: `Bearer ${key}` } }),
  });

/** The values of a subscription, as they come, for as long as they are asked for. Errors name their codes. */
export async function* subscribe<Data>(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): AsyncGenerator<Data> {
  try {
    for await (const { data, errors } of client.iterate<Data>({ query, variables })) {
      if (errors || !data) throw failed(errors);
      yield data;
    }
  } catch (refused) {
    // The client throws the errors of a refused subscription as they are.
    throw Array.isArray(refused) ? failed(refused) : refused;
  }
}

const failed = (errors: unknown): Error => new Error(`The subscription failed: ${JSON.stringify(errors)}`);

/** The first so many values. */
export async function take<Value>(values: AsyncIterable<Value>, count: number): Promise<Value[]> {
  const taken: Value[] = [];
  for await (const value of values) {
    taken.push(value);
    if (taken.length >= count) break;
  }
  return taken;
}
