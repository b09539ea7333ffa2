import type { IncidentCore, Severity } from './core.js';

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

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What holds where nobody has set a policy. */
export const defaultPolicy: Readonly<Record<Severity, SeverityPolicy>> = {
  P0: {
    acknowledgeWithinSeconds: 5 * MINUTE,
    nextUpdateWithinSeconds: 30 * MINUTE,
    escalateAfterSeconds: null,
    postmortem: { required: true, dueWithinWorkingDays: 2 },
  },
  P1: {
    acknowledgeWithinSeconds: 10 * MINUTE,
    nextUpdateWithinSeconds: HOUR,
    escalateAfterSeconds: 2 * HOUR,
    postmortem: { required: true, dueWithinWorkingDays: 2 },
  },
  P2: {
    acknowledgeWithinSeconds: 30 * MINUTE,
    nextUpdateWithinSeconds: 8 * HOUR,
    escalateAfterSeconds: null,
    postmortem: { required: false, dueWithinWorkingDays: 2 },
  },
  P3: {
    acknowledgeWithinSeconds: 4 * HOUR,
    nextUpdateWithinSeconds: 24 * HOUR,
    escalateAfterSeconds: null,
    postmortem: { required: false, dueWithinWorkingDays: 2 },
  },
};

/** The policy that an incident is held to. */
export const policyOf = ({ severity }: Pick<IncidentCore, 'severity'>): SeverityPolicy =>
  defaultPolicy[severity];
