import { normalizedWord } from '#alert';
import { type Actor, type Command, type Event, type Genesis, whoActs } from '#decider';
import type { Recorded, Severity } from '#incident';
import { changed, inWords } from './change.js';
import { policyByDefault } from './policy-defaults.js';
import { type PolicyFields, fields, fieldsOf } from './policy-fields.js';
import { refusal } from './rules.js';

/** The policy of a severity, as it was set last. */
export interface Policy extends PolicyFields {
  readonly severity: Severity;
  readonly setAt: string;
  readonly setBy: Actor;
}

export type PolicyCommand = Command<
  'SetPolicy',
  Partial<PolicyFields> & {
    readonly severity: Severity;
    /** The words of the other severities as they stand. */
    readonly otherWords: readonly Pick<Policy, 'severity' | 'words'>[];
  }
>;

/** What incidents of a severity are held to from now on, and what of that is new. */
export type PolicyEvent = Event<
  'PolicySet',
  Recorded<PolicyFields> & {
    readonly severity: Severity;
    /** What was said before of that which is said differently now. */
    readonly was: Partial<PolicyFields>;
  }
>;

/** Sets what it is told of a severity's policy; the rest stays as it is. */
export const policySetting: Genesis<Policy, PolicyCommand, PolicyEvent> = {
  decide: {
    SetPolicy({ severity, otherWords, ...asked }, policy) {
      const before = policy ? fieldsOf(policy) : policyByDefault(severity);
      const after = fieldsOf({ ...before, ...asked });
      mustBeFree(asked.words ?? [], otherWords);
      const was = changed(fields, before, after);
      if (policy && !was) return [];
      return [{ type: 'PolicySet', data: { severity, ...after, was: was ?? {} } }];
    },
  },
  evolve: {
    PolicySet: (_, { was, ...set }, facts) => ({
      ...termsIn(set),
      setAt: facts.occurredAt,
      setBy: whoActs(facts),
    }),
  },
  describe: {
    PolicySet: ({ severity, was, ...now }) =>
      `Policy of ${severity} set: ${inWords(fields, termsIn({ severity, ...now }), was) || 'as it was by default'}`,
  },
};

/** The terms that were set; the default ones, where there were none yet of the kind. */
const termsIn = <P extends Recorded<PolicyFields> & { readonly severity: Severity }>(set: P) => ({
  rollbackWithinSeconds: policyByDefault(set.severity).rollbackWithinSeconds,
  ...set,
});

/** Refuses a word that stands for two severities. */
function mustBeFree(words: readonly string[], others: readonly Pick<Policy, 'severity' | 'words'>[]): void {
  for (const { severity, words: taken } of others) {
    const known = new Set(taken.map(normalizedWord));
    const word = words.find((each) => known.has(normalizedWord(each)));
    if (word !== undefined)
      throw refusal(
        'WORD_OF_ANOTHER_SEVERITY',
        `“${word}” stands for ${severity} already. Take it out of the policy of ${severity} first (setPolicy).`,
      );
  }
}
