import { v4 as uuid } from 'uuid';
import { type ApiKeyCommand, type Scope, apiKeys, hashOf, newSecret, scopes, sitrep } from '#access';
import type { DataOf, EventOf, commonRules } from '#decider';
import type { EventLog } from '#event-log';
import { derivedId } from '../commands/identity.js';
import { ApiError } from '../graphql/errors.js';
import { begin, record } from '../commands/record.js';
import { Streams } from '../commands/streams.js';

const issued: EventOf<typeof apiKeys>['type'] = 'ApiKeyIssued';
const alreadyThere: keyof typeof commonRules = 'ALREADY_EXISTS';

/** Makes a key directly in the log, for whoever may read and write that. Gives its secret, seen this once. */
export async function issueKey(
  log: EventLog,
  name: string,
  granted: readonly Scope[],
): Promise<{ readonly id: string; readonly secret: string }> {
  const id = uuid();
  const secret = newSecret();
  await issue(log, id, { name, hash: hashOf(secret), scopes: granted, expiresAt: null });
  return { id, secret };
}

/**
 * Sees to it that there is a first admin key. A key that is given has an id of its own, so that it works beside others.
 * Without one, a key is made where the log has none at all, also none that has ended: it has one id, whichever node of
 * however many comes first.
 *
 * @returns the secret that was made, if this call made one
 */
export async function ensureAdminKey(log: EventLog, given: string | undefined): Promise<string | undefined> {
  const secret = given ?? newSecret();
  const id = derivedId('first admin key', ...(given === undefined ? [] : [hashOf(given)]));
  if (await hasAny(given === undefined ? anyKeyIn(log) : log.read(`apikey-${id}`, { limit: 1 })))
    return undefined;
  const name = given === undefined ? 'First admin key' : 'Admin key of the configuration';
  try {
    await issue(log, id, { name, hash: hashOf(secret), scopes, expiresAt: null });
  } catch (error) {
    // Another node that started at the same moment made it, and has shown its secret.
    if (error instanceof ApiError && error.extensions['rule'] === alreadyThere) return undefined;
    throw error;
  }
  return given === undefined ? secret : undefined;
}

/** The first that was ever issued. */
const anyKeyIn = (log: EventLog): AsyncIterable<unknown> =>
  log.readAll({ filter: { streams: [`${apiKeys.category}-`], types: [issued] }, limit: 1 });

async function hasAny(things: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of things) return true;
  return false;
}

async function issue(log: EventLog, id: string, data: DataOf<ApiKeyCommand, 'IssueApiKey'>): Promise<void> {
  const caller = { principal: sitrep, correlationId: uuid(), source: 'cli' };
  const command: ApiKeyCommand = { type: 'IssueApiKey', data };
  const order = { decider: apiKeys, id, command, caller, options: {} };
  await record(new Streams(log), order, begin(order));
}
