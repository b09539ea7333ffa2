import type { Severity } from './core.js';

/** What the response to an incident of a severity promises. */
export interface SeverityPolicy {
  /** The next update comes at most so many seconds after the last. */
  readonly nextUpdateWithinSeconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What holds where nobody has set a policy. */
export const defaultPolicy: Readonly<Record<Severity, SeverityPolicy>> = {
  P0: { nextUpdateWithinSeconds: 30 * MINUTE },
  P1: { nextUpdateWithinSeconds: HOUR },
  P2: { nextUpdateWithinSeconds: 8 * HOUR },
  P3: { nextUpdateWithinSeconds: 24 * HOUR },
};
