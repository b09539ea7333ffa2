import { sql } from 'kysely';
import type { ApiKey } from '#access';
import { type Reader, from } from './reader.js';

/** The API keys that were ever issued, revoked and expired ones included: who asks looks at their times. */
export class ApiKeys {
  constructor(private readonly reader: Reader) {}

  find(id: string): ApiKey | undefined {
    return parsed(this.reader.row(keys.where('id', '=', id)));
  }

  /** A key whose stream is parked is not given: what could not be read may be that it was revoked. */
  byHash(hash: string): ApiKey | undefined {
    const parked = from.selectFrom('parked').select('stream').where('stream', '=', streamOf);
    return parsed(this.reader.row(keys.where('hash', '=', hash).where((eb) => eb.not(eb.exists(parked)))));
  }

  /** The latest first. */
  all(): ApiKey[] {
    const rows = this.reader.rows(keys.orderBy('issued_at', 'desc').orderBy('id', 'desc'));
    return rows.flatMap((row) => parsed(row) ?? []);
  }
}

const keys = from.selectFrom('api_keys').select('state');
const streamOf = sql<string>`'apikey-' || api_keys.id`;

// The projection wrote a key.
const parsed = (row: { state: string } | undefined) => row && (JSON.parse(row.state) as ApiKey);
