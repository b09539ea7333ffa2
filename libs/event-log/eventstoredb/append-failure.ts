import { MaxAppendSizeExceededError, WrongExpectedVersionError } from '@eventstore/db-client';
import { AppendTooLarge, LogUnavailable, OutcomeUnknown, WrongExpectedRevision } from '../errors.js';
import type { Expected } from '../port.js';
import { inPortsTerms, reasonOf } from './failures.js';
import { TimeIsUp } from './retry.js';

/**
 * Why an append did not succeed, in the port's terms.
 *
 * @param mayHaveArrived whether one of its tries may have been carried out
 */
export function appendFailure(
  error: unknown,
  stream: string,
  expected: Expected,
  mayHaveArrived: boolean,
): unknown {
  const refused = refusal(error, stream, expected);
  if (refused) return refused;
  const late = error instanceof TimeIsUp;
  const reason = reasonOf(late ? error.cause : error);
  // Though the last try was turned away, for want of rights or whatever else.
  if (mayHaveArrived)
    return new OutcomeUnknown(`EventStoreDB did not answer for ${stream} in time: ${reason}`, {
      cause: error,
    });
  return late
    ? new LogUnavailable(`EventStoreDB cannot take the append to ${stream}: ${reason}`, { cause: error })
    : inPortsTerms(error);
}

/** What the stream or the server's limit refuses: none of the tries was carried out, or the server would know it again. */
function refusal(error: unknown, stream: string, expected: Expected): Error | undefined {
  if (error instanceof WrongExpectedRevision) return error;
  if (error instanceof WrongExpectedVersionError) {
    const { actualVersion } = error;
    return new WrongExpectedRevision(
      stream,
      expected,
      typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none',
    );
  }
  if (error instanceof MaxAppendSizeExceededError)
    return new AppendTooLarge(error.maxAppendSize + 1, error.maxAppendSize);
  return undefined;
}
