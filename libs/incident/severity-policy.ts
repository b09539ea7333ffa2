/** What the response to an incident of a severity promises. */
export interface SeverityPolicy {
  /** Somebody acknowledges it at most so many seconds after it was declared. */
  readonly acknowledgeWithinSeconds: number;
  /** The next update comes at most so many seconds after the last. */
  readonly nextUpdateWithinSeconds: number;
  /** After so many seconds at this severity a worse one is suggested; null where none is. */
  readonly escalateAfterSeconds: number | null;
  readonly postmortem: {
    readonly required: boolean;
    /** A postmortem is due at most so many working days after the incident was resolved. */
    readonly dueWithinWorkingDays: number;
  };
}
