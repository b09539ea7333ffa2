import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Scope } from '#access';
import { forbidden, unauthenticated } from '../graphql/errors.js';
import { Authentication } from './authentication.js';
import type { Caller } from './caller.js';
import { correlationIdOf } from './correlation.js';
import { RateLimit } from './rate-limit.js';

/** Lets in who asks by a path beside GraphQL, with a key. */
@Injectable()
export class Admission {
  constructor(
    private readonly authentication: Authentication,
    private readonly rateLimit: RateLimit,
  ) {}

  /**
   * Who asks, where the key is good for what the path demands.
   *
   * @param headers of the request
   * @param source the way in, for the log: `ingest/alertmanager`
   * @throws ApiError UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, or UNAVAILABLE while nobody is known yet
   */
  async admit(headers: IncomingHttpHeaders, scope: Scope, source: string): Promise<Caller> {
    const caller = this.authentication.caller(headers.authorization, source, correlationIdOf(headers));
    if (!caller)
      throw unauthenticated(`Send a key with the scope ${scope} as "Authorization: Bearer sitrep_…".`);
    const { id, name, scopes } = caller.principal;
    if (!scopes.includes(scope)) throw forbidden(`The key ${JSON.stringify(name)} lacks the scope ${scope}.`);
    await this.rateLimit.take(id);
    return caller;
  }
}
