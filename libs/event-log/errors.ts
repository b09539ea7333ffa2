/** The stream was not as the append expected. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';

  constructor(
    readonly stream: string,
    readonly expected: 'none' | 'exists' | 'any' | number,
    /** The revision of its last event, or `none`. */
    readonly actual: number | 'none',
  ) {
    super(`Stream ${stream} is at revision ${String(actual)}, not ${String(expected)}`);
  }
}

/** The log cannot be reached or cannot write. Nothing was recorded: retrying is safe. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
}

/** The log did not answer in time: the events may or may not be recorded. Retry with the same ids. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** The events of one append are larger together than the log takes. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';

  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`The events are ${String(bytes)} bytes together; the log takes ${String(limit)} at once`);
  }
}

/** A text with half a surrogate pair: there is no UTF-8 for it, and so no one form of it that could be hashed. */
export class MalformedText extends TypeError {
  override readonly name = 'MalformedText';

  constructor(readonly text: string) {
    super(`${JSON.stringify(excerpt(text))} has half a surrogate pair, which is no character`);
  }
}

/** A position that this log never gave out. */
export class InvalidPosition extends Error {
  override readonly name = 'InvalidPosition';

  constructor(readonly position: string) {
    super(`${JSON.stringify(position)} is not a position of this log`);
  }
}

/** There is no EventStoreDB by this connection string. The message goes on where its name leaves off, and has no password in it. */
export class InvalidConnectionString extends Error {
  override readonly name = 'InvalidConnectionString';
}

/** The log's file is damaged or is not one that this version of Sitrep can use. It is left as it is. */
export class LogCorrupt extends Error {
  override readonly name = 'LogCorrupt';
}

const excerpt = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
