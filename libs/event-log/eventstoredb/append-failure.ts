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
  if (!(error instanceof TimeIsUp)) return refusal(error, stream, expected);
  const reason = reasonOf(error.cause);
  return mayHaveArrived
    ? new OutcomeUnknown(`EventStoreDB did not answer for ${stream} in time: ${reason}`, { cause: error })
    : new LogUnavailable(`EventStoreDB cannot take the append to ${stream}: ${reason}`, { cause: error });
}

function refusal(error: unknown, stream: string, expected: Expected): unknown {
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
  return inPortsTerms(error);
}
