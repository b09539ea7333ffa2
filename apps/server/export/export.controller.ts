import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#access';
import { Views } from '#views';
import { Authentication } from '../access/authentication.js';
import { RateLimit } from '../access/rate-limit.js';
import { forbidden, notFound, unauthenticated } from '../graphql/errors.js';
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
    private readonly views: Views,
    private readonly exports: Exports,
  ) {}

  /** Streams an export, signed, of all that the log has now: it ends when the client leaves. */
  @Get()
  async export(
    @Headers('authorization') authorization: string | undefined,
    @Headers('accept-encoding') encodings: string | undefined,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#admit(authorization);
    const extent = this.#extentOf(readParameters(query));
    const isPacked = TAKES_GZIP.test(encodings ?? '');
    const leaving = new AbortController();
    reply.raw.once('close', () => {
      leaving.abort(new Error('The client has left'));
    });
    const body = await this.exports.start(extent, { isPacked, signal: leaving.signal });
    void reply
      .header('content-type', 'application/x-ndjson')
      .header('content-disposition', 'attachment; filename="sitrep-export.ndjson"')
      .header('vary', 'accept-encoding')
      .headers(isPacked ? { 'content-encoding': 'gzip' } : {})
      .send(body);
  }

  async #admit(authorization: string | undefined): Promise<void> {
    const principal = this.authentication.principal(authorization);
    if (!principal)
      throw unauthenticated(
        'Send a key with the scopes audit and restricted as "Authorization: Bearer sitrep_…".',
      );
    mustHave(principal, 'audit', 'The log is exported to auditors');
    mustHave(
      principal,
      'restricted',
      'An export that leaves out restricted incidents could not be verified as whole, so none is made',
    );
    await this.rateLimit.take(principal.id);
  }

  #extentOf({ from, incident, to }: ExportParameters): Extent {
    if (incident === undefined)
      return (from ?? to) === undefined ? { kind: 'log' } : { kind: 'window', from, to };
    const id = this.views.incidents.idOf(incident, { restricted: true, principal: '' });
    if (id === undefined) throw notFound('incident', incident);
    return { kind: 'stream', stream: `incident-${id}` };
  }
}

function mustHave({ name, scopes }: Principal, scope: 'audit' | 'restricted', why: string): void {
  if (!scopes.includes(scope))
    throw forbidden(`${why}. The key ${JSON.stringify(name)} lacks the scope ${scope}.`);
}
