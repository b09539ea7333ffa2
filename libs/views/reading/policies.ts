import { type Policy, type PolicyInForce, policiesInForce, wordsOf } from '#catalog';
import type { Severity } from '#incident';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** A policy at work. The revision is that of its last event; null where nobody has set it. */
export type PolicyDocument = PolicyInForce & { readonly revision: number | null };

interface Kept {
  /** The positions as of which the policies were read. */
  readonly asOf: string;
  readonly inForce: readonly PolicyDocument[];
  readonly words: ReadonlyMap<string, Severity>;
}

const positions = recurring(() => from.selectFrom('policies').select(['id', 'position']).orderBy('id'));
const states = recurring(() => from.selectFrom('policies').select(['revision', 'state']));

/** The policies of the severities. They are read at each declaration and each alert, so they are kept as read. */
export class Policies {
  #kept: Kept | undefined;

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

  #read(): Kept {
    return this.reader.once('policies', () => {
      const asOf = JSON.stringify(this.reader.rows(positions()));
      if (this.#kept?.asOf !== asOf) {
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
        this.#kept = { asOf, inForce, words: wordsOf(inForce) };
      }
      return this.#kept;
    });
  }
}
