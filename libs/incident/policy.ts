import type { IncidentCore, Severity } from './core.js';
import type { Recorded, SeverityPolicy } from './severity-policy.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * What holds where nobody has set a policy. It is also what every incident is held to whose events say nothing of a
 * policy, so that a change here would rewrite their past: give other terms by setting a policy.
 */
export const defaultPolicy: Readonly<Record<Severity, SeverityPolicy>> = {
  P0: {
    acknowledgeWithinSeconds: 5 * MINUTE,
    nextUpdateWithinSeconds: 30 * MINUTE,
    escalateAfterSeconds: null,
    rollbackWithinSeconds: 5 * MINUTE,
    postmortem: { required: true, dueWithinWorkingDays: 2 },
  },
  P1: {
    acknowledgeWithinSeconds: 10 * MINUTE,
    nextUpdateWithinSeconds: HOUR,
    escalateAfterSeconds: 2 * HOUR,
    rollbackWithinSeconds: 5 * MINUTE,
    postmortem: { required: true, dueWithinWorkingDays: 2 },
  },
  P2: {
    acknowledgeWithinSeconds: 30 * MINUTE,
    nextUpdateWithinSeconds: 8 * HOUR,
    escalateAfterSeconds: null,
    rollbackWithinSeconds: 5 * MINUTE,
    postmortem: { required: false, dueWithinWorkingDays: 2 },
  },
  P3: {
    acknowledgeWithinSeconds: 4 * HOUR,
    nextUpdateWithinSeconds: 24 * HOUR,
    escalateAfterSeconds: null,
    rollbackWithinSeconds: 5 * MINUTE,
    postmortem: { required: false, dueWithinWorkingDays: 2 },
  },
};

/** What an event that gives an incident its severity holds it to; the default terms, where it says nothing. */
export const termsFrom = (
  policy: Recorded<SeverityPolicy> | undefined,
  severity: Severity,
): SeverityPolicy => ({
  ...defaultPolicy[severity],
  ...policy,
});

/** The policy that an incident is held to: as it stood when it was declared, or when its severity last changed. */
export const policyOf = ({ policy }: Pick<IncidentCore, 'policy'>): SeverityPolicy => policy;
