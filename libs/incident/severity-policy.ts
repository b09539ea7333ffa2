/** What the response to an incident of a severity promises. */
export interface SeverityPolicy {
  /** Somebody acknowledges it at most so many seconds after it was declared. */
  readonly acknowledgeWithinSeconds: number;
  /** The next update comes at most so many seconds after the last. */
  readonly nextUpdateWithinSeconds: number;
  /** After so many seconds at this severity a worse one is suggested; null where none is. */
  readonly escalateAfterSeconds: number | null;
  /** A rollback is seen to have worked less than so many seconds after it began. */
  readonly rollbackWithinSeconds: number;
  readonly postmortem: {
    readonly required: boolean;
    /** A postmortem is due at most so many working days after the incident was resolved. */
    readonly dueWithinWorkingDays: number;
  };
}

/** Terms that were added after events had been recorded without them. */
type LaterTerm = 'rollbackWithinSeconds';

/** A policy as an event has it: one from before there was a term says nothing of it, and then the default one holds. */
export type Recorded<P extends SeverityPolicy> = Omit<P, LaterTerm> & Partial<Pick<P, LaterTerm>>;
