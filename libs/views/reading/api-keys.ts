import { sql } from 'kysely';
import { type ApiKey, apiKeys } from '#access';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** The API keys that were ever issued, revoked and expired ones included: who asks looks at their times. */
export class ApiKeys {
  constructor(private readonly reader: Reader) {}

  find(id: string): ApiKey | undefined {
    return this.reader.once(apiKeys.category, id, () => parsed(this.reader.row(keyById(id))));
  }

  /** A key whose stream is parked is not given: what could not be read may be that it was revoked. */
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
const keyById = recurring((id: string) => keys.where('id', '=', id));
const keyByHash = recurring((hash: string) =>
  keys.where('hash', '=', hash).where((eb) => eb.not(eb.exists(parked))),
);

// The projection wrote a key.
const parsed = (row: { state: string } | undefined) => row && (JSON.parse(row.state) as ApiKey);
