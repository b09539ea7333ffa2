/** A rule of the domain: what it says, and what to do instead of what it refuses. Both are whole sentences. */
export interface Rule {
  readonly means: string;
  readonly instead: string;
}

/** Rules by their stable, public names (`extensions.rule` of the GraphQL error). */
export type Rulebook = Readonly<Record<string, Rule>>;

/**
 * A rule of the domain said no. The message says what to do instead.
 * Thrown inside a decision, it comes out of `decide` as a value.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  private constructor(
    readonly rule: string,
    message: string,
  ) {
    super(message);
  }

  /**
   * Makes refusals by the rules of this book and by no other. The message is the rule's own words, unless one is
   * given that knows more of the case.
   */
  static by<Name extends string>(book: Readonly<Record<Name, Rule>>) {
    return (rule: Name, message?: string): Refusal =>
      new Refusal(rule, message ?? `${book[rule].means} ${book[rule].instead}`);
  }
}
