import { normalizedWord } from '#alert';
import { type CommandOf, type EventOf, decider } from '#decider';
import { type Checklist, type Severity, type SeverityPolicy, severities } from '#incident';
import { policyByDefault } from './policy-defaults.js';
import type { PolicyFields } from './policy-fields.js';
import { type Policy, policySetting } from './policy-setting.js';

/** The policy of a severity. Its id is the severity: `policy-P0` is the stream of the worst. */
export const policies = decider('policy', policySetting, []);

export type PolicyCommand = CommandOf<typeof policies>;
export type PolicyEvent = EventOf<typeof policies>;

/** A policy at work: what was set, or what holds by default, which nobody set. */
export type PolicyInForce = PolicyFields & {
  readonly severity: Severity;
  readonly setAt: Policy['setAt'] | null;
  readonly setBy: Policy['setBy'] | null;
};

/** The policies of all severities, the worst first, of those that were set. */
export const policiesInForce = (set: readonly Policy[]): readonly PolicyInForce[] =>
  severities.map(
    (severity) =>
      set.find((policy) => policy.severity === severity) ?? {
        severity,
        ...policyByDefault(severity),
        setAt: null,
        setBy: null,
      },
  );

/** What an incident of a severity is held to and given to do by the policy. */
export const termsOf = ({
  acknowledgeWithinSeconds,
  checklists,
  escalateAfterSeconds,
  nextUpdateWithinSeconds,
  postmortem,
  rollbackWithinSeconds,
}: PolicyFields): { readonly policy: SeverityPolicy; readonly checklists: readonly Checklist[] } => ({
  policy: {
    acknowledgeWithinSeconds,
    nextUpdateWithinSeconds,
    escalateAfterSeconds,
    rollbackWithinSeconds,
    postmortem,
  },
  checklists,
});

/** Which severity each word stands for. Should two nodes have given one word to two severities at once, the worse holds. */
export const wordsOf = (inForce: readonly PolicyInForce[]): ReadonlyMap<string, Severity> =>
  new Map(
    inForce
      .toReversed()
      .flatMap(({ severity, words }) => words.map((word) => [normalizedWord(word), severity])),
  );
