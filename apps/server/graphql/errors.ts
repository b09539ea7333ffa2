import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';

/** One wrong field of what was sent: `path` as in `input.title` or `alerts.0.startsAt`, empty for all of it. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** The event for which a stream is parked, as `status { parkedStreams }` tells it. */
type ParkedEvent = Readonly<Record<'stream' | 'position' | 'type' | 'recordedAt' | 'error', string>>;

/** The HTTP status of a request that is refused as a whole, where it is not 400. */
const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  RECORD_ALTERED: 500,
  UNAVAILABLE: 503,
  OUTCOME_UNKNOWN: 503,
  NOT_YET_PROJECTED: 503,
};

/** An error for the caller, with a stable code; see docs/errors.md. Its message says what to do. */
export class ApiError extends GraphQLError {
  constructor(
    readonly code: string,
    message: string,
    extensions: GraphQLErrorExtensions = {},
  ) {
    super(message, { extensions: { code, ...extensions, http: { status: statuses[code] ?? 400 } } });
  }

  get status(): number {
    return statuses[this.code] ?? 400;
  }
}

export const unauthenticated = (message: string): ApiError => new ApiError('UNAUTHENTICATED', message);

export const forbidden = (message: string): ApiError => new ApiError('FORBIDDEN', message);

export const notFound = (what: string, id: string): ApiError =>
  new ApiError(
    'NOT_FOUND',
    `There is no ${what} ${JSON.stringify(shortened(id))} that you may see; check the id.`,
  );

/** Every wrong field at once. */
export const badUserInput = (fields: readonly FieldError[]): ApiError =>
  new ApiError(
    'BAD_USER_INPUT',
    fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '),
    { fields },
  );

export const conflict = (expectedRevision: number | 'none', actualRevision: number | 'none'): ApiError =>
  new ApiError(
    'CONFLICT',
    'It has changed since the revision that you named. Read it again, decide again, and send the new revision.',
    { expectedRevision, actualRevision },
  );

/** For who named no revision: the command was decided again and again on the newest state, in vain. */
export const overtaken = (lastRevision: number | 'none', actualRevision: number | 'none'): ApiError =>
  new ApiError(
    'CONFLICT',
    'Others changed it each time that this was tried. Nothing was recorded; send it again, with the same idempotency key.',
    { expectedRevision: lastRevision, actualRevision },
  );

export const idempotencyMismatch = (): ApiError =>
  new ApiError(
    'IDEMPOTENCY_MISMATCH',
    'This idempotency key was used with another input. Use a new key for a new command.',
  );

export const ruleViolation = (rule: string, message: string): ApiError =>
  new ApiError('RULE_VIOLATION', message, { rule });

export const notYetProjected = (
  position: string,
  message = 'The views have not come to this position in time. Ask again shortly.',
): ApiError => new ApiError('NOT_YET_PROJECTED', message, { position });

/** A stream was tried again, and cannot be taken still: by the event at `position`. */
export const stillParked = ({ error, position, recordedAt, stream, type }: ParkedEvent): ApiError =>
  new ApiError(
    'STILL_PARKED',
    `The views cannot take the ${type} at ${position} (${error}). Update to a version that can, then try again.`,
    { stream, position, type, recordedAt, error },
  );

export const tooComplex = (message: string): ApiError => new ApiError('TOO_COMPLEX', message);

export const rateLimited = (retryAfterSeconds: number): ApiError =>
  new ApiError('RATE_LIMITED', `Too many requests with this key. Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });

export const unavailable = (message: string): ApiError => new ApiError('UNAVAILABLE', message);

/** Nothing is signed of a log that is not what was signed of it before; `reason` says what is wrong. */
export const recordAltered = (reason: string): ApiError =>
  new ApiError('RECORD_ALTERED', `The export cannot be signed: ${reason} Somebody must look into it.`);

export const outcomeUnknown = (): ApiError =>
  new ApiError(
    'OUTCOME_UNKNOWN',
    'The log did not answer in time: the command may or may not be recorded. Retry with the same idempotency key.',
  );

/** `id` finds the cause in the server's own log. */
export const internal = (id: string): ApiError =>
  new ApiError('INTERNAL', `Something failed inside. The server's log has it under ${id}.`, { id });

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
