import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';

/** As long as what the filter of the log takes: what is recorded can be found. */
const longest = 1000;

/** What a request says it belongs to; undefined where that is nothing by which events could be found again. */
export function correlationIdOf(headers: IncomingHttpHeaders): string | undefined {
  const named = headers['x-correlation-id'];
  return typeof named === 'string' && named !== '' && named.length <= longest ? named : undefined;
}

/** A logger whose lines say to which request they belong. */
export const loggerOf = (logger: Logger, correlationId: string | undefined): Logger =>
  correlationId === undefined ? logger : logger.child({ correlationId });
