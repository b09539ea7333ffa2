import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type FieldError, badUserInput } from '../graphql/errors.js';

/** Media types with parameters, such as `application/json; charset=utf-8`, in any case (RFC 9110, 8.3.1). */
const JSON_TYPE = /^\s*application\/json\s*(;|$)/i;

/**
 * Refuses a body that could be read as something else than it is: one that is packed, and a webhook's in any form but
 * JSON. It says so before anything tries to read the body, whose failure would not tell the cause.
 */
export function refuseUnreadableBodies(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const wrong = request.is404 ? [] : [...wrongEncoding(request), ...wrongType(request)];
    done(wrong.length === 0 ? undefined : badUserInput(wrong));
  });
}

function wrongEncoding({ headers }: FastifyRequest): readonly FieldError[] {
  const encoding = headers['content-encoding']?.trim() ?? '';
  if (/^(identity)?$/i.test(encoding)) return [];
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return [];
  const message = `${shown(encoding)} is not read here: send the body as it is, without this header`;
  return [{ path: 'Content-Encoding', message }];
}

/** GitHub can post forms, too: read as one, a delivery would be said to lack its fields, and a text to be signed wrongly. */
function wrongType({ headers, routeOptions }: FastifyRequest): readonly FieldError[] {
  const type = headers['content-type'] ?? '';
  if (!routeOptions.url?.startsWith('/ingest/') || JSON_TYPE.test(type)) return [];
  const sent = type === '' ? 'none was sent' : `${shown(type)} is not read here`;
  return [{ path: 'Content-Type', message: `${sent}: set the webhook's content type to application/json` }];
}

const shown = (header: string): string => JSON.stringify(header.slice(0, 80));
