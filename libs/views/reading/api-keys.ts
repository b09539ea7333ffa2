import { sql } from 'kysely';
import { type ApiKey, apiKeys } from '#access';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** A key, and what else is known of it. */
export interface ListedKey extends ApiKey {
  /** The last day on which it was used, as a date in UTC; null before its first use. */
  readonly lastUsedOn: string | null;
}

/** The API keys that were ever issued, revoked and expired ones included: who asks looks at their times. */
export class ApiKeys {
  constructor(private readonly reader: Reader) {}

  /** As far as it could be read: for those who look at keys, not for letting anybody in. */
  find(id: string): ListedKey | undefined {
    return this.reader.rows(listed.where('api_keys.id', '=', id)).map(shown)[0];
  }

  /** The same of all, the latest first. */
  all(): ListedKey[] {
    return this.reader.rows(listed.orderBy('issued_at', 'desc').orderBy('api_keys.id', 'desc')).map(shown);
  }

  /** The last day on which a key was used, as a date in UTC; null before its first use. */
  lastUsedOn(id: string): string | null {
    return this.reader.row(lastUseOf(id))?.last_used_on ?? null;
  }

  /** A key whose stream is parked is not given: what could not be read may be that it was revoked. */
  byId(id: string): ApiKey | undefined {
    return this.reader.once(apiKeys.category, id, () => parsed(this.reader.row(keyById(id))));
  }

  /** The same by the hash of its secret. */
  byHash(hash: string): ApiKey | undefined {
    return this.reader.once(apiKeys.category, hash, () => parsed(this.reader.row(keyByHash(hash))));
  }
}

const keys = from.selectFrom('api_keys').select('api_keys.state');
const listed = keys.leftJoin('key_uses', 'key_uses.id', 'api_keys.id').select('last_used_on');
const streamOf = sql<string>`'apikey-' || api_keys.id`;
const parked = from.selectFrom('parked').select('stream').where('stream', '=', streamOf);
const readable = keys.where((eb) => eb.not(eb.exists(parked)));
const keyById = recurring((id: string) => readable.where('id', '=', id));
const keyByHash = recurring((hash: string) => readable.where('hash', '=', hash));
const lastUseOf = recurring((id: string) =>
  from.selectFrom('key_uses').select('last_used_on').where('id', '=', id),
);

// The projection wrote a key.
const keyIn = (state: string) => JSON.parse(state) as ApiKey;
const parsed = (row: { state: string } | undefined) => row && keyIn(row.state);
const shown = ({ state, last_used_on }: { state: string; last_used_on: string | null }): ListedKey => ({
  lastUsedOn: last_used_on,
  ...keyIn(state),
});
