/**
 * A rule of the domain said no. `rule` is stable and public (`extensions.rule` of the GraphQL error); the message
 * says what to do instead. Thrown inside a decision, it comes out of `decide` as a value.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}

/** The rule by which a command finds nothing to act on; the API says NOT_FOUND. */
export const NOTHING_THERE = 'NOT_FOUND';

/** The rule by which something is not made twice under the same id. */
export const ALREADY_THERE = 'ALREADY_EXISTS';
