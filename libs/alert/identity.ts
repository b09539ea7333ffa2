/** Which alert of which source, and which time that it fired. */
export interface Occurrence {
  /** The tool that raised it: `alertmanager`, `grafana`… */
  readonly source: string;
  /** The tool's own name for it, which comes back each time that it fires: a fingerprint, a deduplication key. */
  readonly key: string;
  /** When it began to fire, RFC 3339. */
  readonly startsAt: string;
}

/**
 * What tells an alert from all others, as a string from which its UUIDv5 is made. The same alert firing again has
 * a later start, and so is another. Starts are told apart by the millisecond, however they are written.
 */
export const alertIdentity = ({ source, key, startsAt }: Occurrence): string =>
  JSON.stringify([source, key, new Date(startsAt).toISOString()]);
