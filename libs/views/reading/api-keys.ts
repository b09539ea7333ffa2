import { sql } from 'kysely';
import type { ApiKey } from '#access';
import { type Reader, from } from './reader.js';

const streamOf = sql<string>`'apikey-' || api_keys.id`;

/** The API keys that were ever issued, revoked and expired ones included: who asks looks at their times. */
export class ApiKeys {
  constructor(private readonly reader: Reader) {}

  /**
   * The key with this SHA-256 of its secret. A key whose stream is parked is not given: what could not be read may
   * be that it was revoked.
   */
  byHash(hash: string): ApiKey | undefined {
    const row = this.reader.first(
      this.#keys()
        .where('hash', '=', hash)
        .where((eb) =>
          eb.not(eb.exists(eb.selectFrom('parked').select('stream').where('stream', '=', streamOf))),
        ),
    );
    return row && parsed(row);
  }

  /** The key with this UUID. */
  find(id: string): ApiKey | undefined {
    const row = this.reader.first(this.#keys().where('id', '=', id));
    return row && parsed(row);
  }

  /** In the order in which they were issued. */
  all(): ApiKey[] {
    return this.reader.all(this.#keys().orderBy('issued_at').orderBy('id')).map(parsed);
  }

  #keys() {
    return from.selectFrom('api_keys').select('state');
  }
}

// The projection wrote a key.
const parsed = ({ state }: { state: string }) => JSON.parse(state) as ApiKey;
