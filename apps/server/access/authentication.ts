import { Injectable } from '@nestjs/common';
import { v4 as uuid } from 'uuid';
import { type ApiKey, type Principal, hashOf } from '#access';
import { Views } from '#views';
import { ApiError, unauthenticated, unavailable } from '../graphql/errors.js';
import type { Caller } from './caller.js';
import { SWEEP_MS, endOf } from './key-end.js';
import { KeyUses } from './key-uses.js';

/** Establishes who is asking from the `Authorization` header. */
@Injectable()
export class Authentication {
  constructor(
    private readonly views: Views,
    private readonly uses: KeyUses,
  ) {}

  /**
   * The principal of a bearer key; undefined without credentials.
   *
   * @throws ApiError UNAUTHENTICATED for credentials that are not, or no longer, good; UNAVAILABLE while the views
   *   are built for the first time, since until then nobody is known
   */
  principal(authorization: string | undefined): Principal | undefined {
    if (authorization === undefined) return undefined;
    this.#mustBeKnown();
    const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (secret === undefined) throw unauthenticated('Send the key as "Authorization: Bearer sitrep_…".');
    const { id, name, scopes, expiresAt } = inForce(this.views.apiKeys.byHash(hashOf(secret)));
    this.uses.note(id);
    return { id, name, kind: 'API_KEY', scopes, expiresAt };
  }

  /**
   * The same once more of whoever has been let in, and stays.
   *
   * @throws ApiError UNAUTHENTICATED, UNAVAILABLE
   */
  confirm({ id }: Principal): void {
    this.#mustBeKnown();
    inForce(this.views.apiKeys.byId(id));
    this.uses.note(id);
  }

  /**
   * Tells, once, that the key of somebody who stays lets nobody in any more, and why. That it cannot be told for a while
   * ends nothing.
   *
   * @returns what ends the watch
   */
  watch(principal: Principal, ended: (why: ApiError) => void): () => void {
    const sweep = setInterval(() => {
      try {
        this.confirm(principal);
      } catch (error) {
        // Nobody is there to catch another one, and it would end the process.
        if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED') return;
        clearInterval(sweep);
        ended(error);
      }
    }, SWEEP_MS).unref();
    return () => {
      clearInterval(sweep);
    };
  }

  caller(authorization: string | undefined, source: string, correlationId?: string): Caller | undefined {
    const principal = this.principal(authorization);
    return principal && { principal, source, correlationId: correlationId ?? uuid() };
  }

  #mustBeKnown(): void {
    if (!this.views.ready)
      throw unavailable('The views are being built. Try again shortly; see /health/ready.');
  }
}

function inForce(key: ApiKey | undefined): ApiKey {
  if (!key) throw unauthenticated('This key is not known here. Ask an admin for one (issueApiKey).');
  switch (endOf(key)) {
    case 'revoked':
      throw unauthenticated(`The key ${JSON.stringify(key.name)} was revoked.`);
    case 'expired':
      throw unauthenticated(`The key ${JSON.stringify(key.name)} expired at ${String(key.expiresAt)}.`);
    case undefined:
      return key;
  }
}
