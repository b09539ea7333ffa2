/**
 * What a GraphQL subscription returns: the values that `source` generates until the subscriber leaves. Leaving
 * aborts the signal first, since a generator that waits for its next value hears of nothing else.
 */
export function subscription<Value>(
  source: (signal: AbortSignal) => AsyncGenerator<Value, void, undefined>,
): AsyncIterableIterator<Value> {
  const left = new AbortController();
  const values = source(left.signal);
  const leave = async (): Promise<IteratorReturnResult<undefined>> => {
    left.abort();
    await values.return();
    return { done: true, value: undefined };
  };
  return {
    // What the departure itself interrupts is no failure.
    next: () =>
      values.next().catch((error: unknown) => {
        if (left.signal.aborted) return { done: true, value: undefined };
        throw error;
      }),
    return: leave,
    throw: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
