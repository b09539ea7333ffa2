/** A question that has no answer as it is asked. The message completes a sentence that begins with the argument. */
export class InvalidQuestion extends Error {
  override readonly name = 'InvalidQuestion';

  /** @param argument where the question is wrong: `timeZone` */
  constructor(
    readonly argument: string,
    message: string,
  ) {
    super(message);
  }
}
