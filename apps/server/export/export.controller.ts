import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#access';
import { Authentication } from '../access/authentication.js';
import type { Caller } from '../access/caller.js';
import { RateLimit } from '../access/rate-limit.js';
import { forbidden, unauthenticated, unavailable } from '../graphql/errors.js';
import { KnownIncidents } from '../incident/known-incidents.js';
import { Exports, type Extent } from './exports.js';
import { type ExportParameters, readParameters } from './parameters.js';

/** `Accept-Encoding` that takes gzip, and does not say that it would rather not. */
const TAKES_GZIP = /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))/;

/** The log as a file that proves itself; see docs/auditing.md. */
@Controller('export')
export class ExportController {
  constructor(
    private readonly authentication: Authentication,
    private readonly rateLimit: RateLimit,
    private readonly known: KnownIncidents,
    private readonly exports: Exports,
  ) {}

  /**
   * Streams an export, signed, of all that the log has now. It ends unfinished when the client leaves, or the key ends:
   * who reads slowly may take hours.
   */
  @Get()
  async export(
    @Headers('authorization') authorization: string | undefined,
    @Headers('accept-encoding') encodings: string | undefined,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = await this.#admit(authorization);
    const extent = await this.#extentOf(readParameters(query), caller);
    const isPacked = TAKES_GZIP.test(encodings ?? '');
    const leaving = new AbortController();
    const unwatch = this.authentication.watch(caller.principal, (why) => {
      leaving.abort(why);
    });
    reply.raw.once('close', () => {
      unwatch();
      leaving.abort(unavailable('Nobody waits for the export any more.'));
    });
    const body = await this.exports.start(extent, { isPacked, signal: leaving.signal });
    void reply
      .header('content-type', 'application/x-ndjson')
      .header('content-disposition', 'attachment; filename="sitrep-export.ndjson"')
      .header('vary', 'accept-encoding')
      .headers(isPacked ? { 'content-encoding': 'gzip' } : {})
      .send(body);
  }

  async #admit(authorization: string | undefined): Promise<Caller> {
    const caller = this.authentication.caller(authorization, 'export');
    if (!caller)
      throw unauthenticated(
        'Send a key with the scopes audit and restricted as "Authorization: Bearer sitrep_…".',
      );
    const { principal } = caller;
    mustHave(principal, 'audit', 'The log is exported to auditors');
    mustHave(
      principal,
      'restricted',
      'An export that leaves out restricted incidents could not be verified as whole, so none is made',
    );
    await this.rateLimit.take(principal.id);
    return caller;
  }

  async #extentOf({ from, incident, to }: ExportParameters, caller: Caller): Promise<Extent> {
    if (incident === undefined)
      return (from ?? to) === undefined ? { kind: 'log' } : { kind: 'window', from, to };
    return { kind: 'stream', stream: `incident-${await this.known.idOf(incident, caller)}` };
  }
}

function mustHave({ name, scopes }: Principal, scope: 'audit' | 'restricted', why: string): void {
  if (!scopes.includes(scope))
    throw forbidden(`${why}. The key ${JSON.stringify(name)} lacks the scope ${scope}.`);
}
