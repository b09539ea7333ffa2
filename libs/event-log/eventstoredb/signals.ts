/** A signal that is aborted when one of several is, for as long as it is needed. */
export interface Link {
  readonly signal: AbortSignal;
  /** Lets go of the signals that it came from; they may outlive it by far. */
  readonly release: () => void;
}

/** Aborted with the reason of the first of them. */
export function anyOf(...sources: readonly (AbortSignal | undefined)[]): Link {
  const signals = sources.filter((source) => source !== undefined);
  const [only] = signals;
  if (only && signals.length === 1) return { signal: only, release: () => undefined };
  const link = new AbortController();
  const abort = () => {
    link.abort(signals.find(({ aborted }) => aborted)?.reason);
  };
  const release = () => {
    for (const signal of signals) signal.removeEventListener('abort', abort);
  };
  for (const signal of signals) signal.addEventListener('abort', abort);
  if (signals.some(({ aborted }) => aborted)) abort();
  return { signal: link.signal, release };
}
