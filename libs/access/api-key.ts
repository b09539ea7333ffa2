import {
  type Capability,
  type Command,
  type CommandOf,
  type Event,
  type Genesis,
  type StateOf,
  decider,
  isAfter,
  mustBeNew,
} from '#decider';
import { refusal } from './rules.js';
import type { Scope } from './scopes.js';

type IssueApiKey = Command<
  'IssueApiKey',
  { name: string; hash: string; scopes: readonly Scope[]; expiresAt: string | null }
>;
/** There is a key to the API. `hash` is the SHA-256 of its secret in hex; the secret itself is nowhere in the log. */
type ApiKeyIssued = Event<
  'ApiKeyIssued',
  { id: string; name: string; hash: string; scopes: readonly Scope[]; expiresAt: string | null }
>;
type RevokeApiKey = Command<'RevokeApiKey', { reason: string }>;
/** A key to the API works no longer. */
type ApiKeyRevoked = Event<'ApiKeyRevoked', { reason: string }>;

interface IssuedKey {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
  readonly issuedAt: string;
}

const issuing: Genesis<IssuedKey, IssueApiKey, ApiKeyIssued> = {
  decide: {
    IssueApiKey(data, key, { id, now }) {
      mustBeNew(key, 'API key');
      if (data.expiresAt !== null && !isAfter(data.expiresAt, now)) throw refusal('EXPIRY_IN_THE_PAST');
      return [{ type: 'ApiKeyIssued', data: { id, ...data } }];
    },
  },
  evolve: {
    ApiKeyIssued: (_, data, { recordedAt }) => ({ ...data, issuedAt: recordedAt }),
  },
  describe: {
    ApiKeyIssued: ({ name, scopes }) => `API key ${name} issued with ${scopes.join(', ')}`,
  },
};

const revocation: Capability<IssuedKey, { revokedAt: string | null }, RevokeApiKey, ApiKeyRevoked> = {
  initial: { revokedAt: null },
  decide: {
    RevokeApiKey: ({ reason }, { revokedAt }) =>
      revokedAt === null ? [{ type: 'ApiKeyRevoked', data: { reason } }] : [],
  },
  evolve: {
    ApiKeyRevoked: (_key, _data, { recordedAt }) => ({ revokedAt: recordedAt }),
  },
  describe: {
    ApiKeyRevoked: ({ reason }) => `API key revoked: ${reason}`,
  },
};

export const apiKeys = decider('apikey', issuing, [revocation]);
export type ApiKey = StateOf<typeof apiKeys>;
export type ApiKeyCommand = CommandOf<typeof apiKeys>;
