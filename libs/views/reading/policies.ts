import { type Policy, type PolicyInForce, policies, policiesInForce, wordsOf } from '#catalog';
import type { Severity } from '#incident';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** A policy at work. The revision is that of its last event; null where nobody has set it. */
export type PolicyDocument = PolicyInForce & { readonly revision: number | null };

interface AllPolicies {
  readonly inForce: readonly PolicyDocument[];
  readonly words: ReadonlyMap<string, Severity>;
}

const states = recurring(() => from.selectFrom('policies').select(['revision', 'state']));

/** The policies of the severities, which are asked for at each declaration and each alert. */
export class Policies {
  constructor(private readonly reader: Reader) {}

  /** Of every severity, the worst first. */
  inForce(): readonly PolicyDocument[] {
    return this.#read().inForce;
  }

  of(severity: Severity): PolicyDocument {
    const policy = this.inForce().find((each) => each.severity === severity);
    if (!policy) throw new Error(`There is no severity ${severity}`);
    return policy;
  }

  /** What the words of other tools stand for, by the normalized word. */
  words(): ReadonlyMap<string, Severity> {
    return this.#read().words;
  }

  #read(): AllPolicies {
    return this.reader.once(policies.category, 'all', () => {
      const set = this.reader
        .rows(states())
        // The projection wrote a policy.
        .map(({ revision, state }) => ({ ...(JSON.parse(state) as Policy), revision }));
      const revisionOf = (severity: Severity) =>
        set.find((policy) => policy.severity === severity)?.revision ?? null;
      const inForce = policiesInForce(set).map((policy) => ({
        ...policy,
        revision: revisionOf(policy.severity),
      }));
      return { inForce, words: wordsOf(inForce) };
    });
  }
}
