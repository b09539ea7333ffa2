import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';

/** What a request says it belongs to. */
export function correlationIdOf(headers: IncomingHttpHeaders): string | undefined {
  const named = headers['x-correlation-id'];
  return typeof named === 'string' ? named : undefined;
}

/** A logger whose lines say to which request they belong. */
export const loggerOf = (logger: Logger, correlationId: string | undefined): Logger =>
  correlationId === undefined ? logger : logger.child({ correlationId });
