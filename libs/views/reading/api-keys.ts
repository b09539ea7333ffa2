import { sql } from 'kysely';
import { type ApiKey, apiKeys } from '#access';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** The API keys that were ever issued, revoked and expired ones included: who asks looks at their times. */
export class ApiKeys {
  constructor(private readonly reader: Reader) {}

  /** As far as it could be read: for those who look at keys, not for letting anybody in. */
  find(id: string): ApiKey | undefined {
    return parsed(this.reader.row(keys.where('id', '=', id)));
  }

  /** A key whose stream is parked is not given: what could not be read may be that it was revoked. */
  byId(id: string): ApiKey | undefined {
    return this.reader.once(apiKeys.category, id, () => parsed(this.reader.row(keyById(id))));
  }

  /** The same by the hash of its secret. */
  byHash(hash: string): ApiKey | undefined {
    return this.reader.once(apiKeys.category, hash, () => parsed(this.reader.row(keyByHash(hash))));
  }

  /** The latest first. */
  all(): ApiKey[] {
    const rows = this.reader.rows(keys.orderBy('issued_at', 'desc').orderBy('id', 'desc'));
    return rows.flatMap((row) => parsed(row) ?? []);
  }
}

const keys = from.selectFrom('api_keys').select('state');
const streamOf = sql<string>`'apikey-' || api_keys.id`;
const parked = from.selectFrom('parked').select('stream').where('stream', '=', streamOf);
const readable = keys.where((eb) => eb.not(eb.exists(parked)));
const keyById = recurring((id: string) => readable.where('id', '=', id));
const keyByHash = recurring((hash: string) => readable.where('hash', '=', hash));

// The projection wrote a key.
const parsed = (row: { state: string } | undefined) => row && (JSON.parse(row.state) as ApiKey);
