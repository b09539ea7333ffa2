import { Refusal, type Rulebook } from '#decider';

/** Everything for which a command on the checkpoints is refused. The names are public and stable. */
export const auditRules = {
  NOTHING_NEW_TO_SIGN: {
    means: 'A checkpoint covers everything that the one before it covers, and something more.',
    instead: 'Sign the log as it is now, at its whole size.',
  },
} satisfies Rulebook;

export type AuditRule = keyof typeof auditRules;

export const refusal = Refusal.by(auditRules);
