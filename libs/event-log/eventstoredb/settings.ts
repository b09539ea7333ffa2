/** How long the engine waits and how much it holds. Times are milliseconds. */
export interface EventStoreDbSettings {
  /** For one append with all of its retries; then it is `LogUnavailable` or `OutcomeUnknown`. */
  readonly appendTimeout: number;
  /** For the first try of an append; each further one has twice as long, up to four times. So long a frozen node is not noticed. */
  readonly tryTimeout: number;
  /** For one page of a read with all of its retries; then it is `LogUnavailable`. */
  readonly readTimeout: number;
  /** How long a page of a read may be silent before it is asked for again. */
  readonly readSilence: number;
  /** How long `health` waits for an answer. */
  readonly healthTimeout: number;
  /** How long a subscription may be silent before the log is asked whether it has missed something. */
  readonly subscriptionSilence: number;
  /** As `subscriptionSilence`, until it has caught up: servers before 23.10 do not say that it has. */
  readonly caughtUpSilence: number;
  /** The wait before the first retry; each further one is twice as long, up to `longestBackoff`, less up to a half by chance. */
  readonly backoff: number;
  readonly longestBackoff: number;
  /** So many failures in a row, and the client is replaced. */
  readonly failuresPerClient: number;
  /** The most events and the most characters of JSON, roughly, that a page or a subscription holds in memory. */
  readonly bufferedEvents: number;
  readonly bufferedCharacters: number;
}

export const DEFAULT_SETTINGS: EventStoreDbSettings = {
  appendTimeout: 15_000,
  tryTimeout: 1_000,
  readTimeout: 15_000,
  readSilence: 2_500,
  healthTimeout: 2_000,
  subscriptionSilence: 10_000,
  caughtUpSilence: 2_000,
  backoff: 20,
  longestBackoff: 1_000,
  failuresPerClient: 3,
  bufferedEvents: 2_000,
  bufferedCharacters: 4 * 1024 * 1024,
};
