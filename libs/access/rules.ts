import { Refusal, type Rulebook } from '#decider';

/** Everything for which a command on a key is refused. The names are public and stable. */
export const accessRules = {
  EXPIRY_IN_THE_PAST: {
    means: 'A key that has expired already could never be used.',
    instead: 'Give a later expiresAt, or none for a key that does not expire.',
  },
} satisfies Rulebook;

export type AccessRule = keyof typeof accessRules;

export const refusal = Refusal.by(accessRules);
