import { AccessDeniedError, NotLeaderError } from '@eventstore/db-client';
import { LogUnavailable } from '../errors.js';

/**
 * What an error of the client says about the request.
 * `refused`: it will not do better another time. `not-now`: nothing was done, a later try may succeed.
 * `unknown`: a later try may succeed, and this one may have been carried out.
 */
export type Verdict = 'refused' | 'not-now' | 'unknown';

/** The server's and the client's words for "not sent" and "not begun". */
const NOTHING_DONE = [
  /Server Is Not Ready/,
  /Server Is Too Busy/,
  /No leader info available/,
  /^Failed to discover/,
  /No connection established/,
  /Channel (?:closed before call started|has been shut down)/,
  /Waiting for LB pick|waiting for name resolution|waiting for metadata filters/,
];

/** grpc-js's words for an answer that came twice, with a code that means something else. */
const ANSWERED_TWICE = /Too many responses received/;

/** gRPC's codes for what may pass. */
const UNKNOWN = 2;
const MAY_PASS = new Set([
  1 /* cancelled */,
  UNKNOWN,
  4 /* deadline */,
  10 /* aborted */,
  13 /* internal */,
  14 /* unavailable */,
]);

/** The engine's own: the client did not answer, or was replaced while it worked. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** The engine's own: another writer was faster, and the append was not to mind. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * While a cluster starts, elects or dies, the client gives errors of many shapes, some of them plain `Error`s with a
 * `code`; the code and the words tell more than the class.
 */
export function verdictOn(error: unknown): Verdict {
  if (error instanceof Interrupted) return 'unknown';
  if (error instanceof Overtaken) return 'not-now';
  if (!(error instanceof Error) || error instanceof AccessDeniedError || isAboutPosition(error))
    return 'refused';
  if (error instanceof NotLeaderError || NOTHING_DONE.some((words) => words.test(error.message)))
    return 'not-now';
  if (ANSWERED_TWICE.test(error.message)) return 'unknown';
  return MAY_PASS.has(codeOf(error) ?? -1) ? 'unknown' : 'refused';
}

/** The server found no event, or no record at all, at the position that it was given. */
export const isAboutPosition = (error: unknown): boolean =>
  error instanceof Error && codeOf(error) === UNKNOWN && error.message.includes('ReadAllResult');

/** In words for an operator, with no stack. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

/** What is refused for want of rights, in the port's terms; any other error as it is. */
export const inPortsTerms = (error: unknown): unknown =>
  error instanceof AccessDeniedError
    ? new LogUnavailable(
        'EventStoreDB refuses access: check the user in the connection string and what it may do',
        { cause: error },
      )
    : error;

function codeOf(error: Error): number | undefined {
  return 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}
