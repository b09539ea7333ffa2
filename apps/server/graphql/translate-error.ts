import {
  InvalidPosition,
  AppendTooLarge,
  LogUnavailable,
  MalformedText,
  OutcomeUnknown,
  WrongExpectedRevision,
} from '#event-log';
import { InvalidQuestion } from '#metrics';
import { InvalidPage, ViewsNotYetMade, ViewsUnavailable } from '#views';
import { GraphQLError } from 'graphql';
import { v4 as uuid } from 'uuid';
import type { Logger } from 'pino';
import { MalformedPayload } from '../ingest/payload.js';
import {
  ApiError,
  badUserInput,
  conflict,
  internal,
  notYetProjected,
  outcomeUnknown,
  tooComplex,
  unavailable,
} from './errors.js';

/** The error that the caller sees for whatever was thrown. What is not for callers is logged under an id instead. */
export function translate(thrown: unknown, logger: Logger): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof WrongExpectedRevision) {
    return conflict(typeof thrown.expected === 'number' ? thrown.expected : 'none', thrown.actual);
  }
  if (thrown instanceof InvalidPosition) return badUserInput([{ path: 'after', message: thrown.message }]);
  if (thrown instanceof InvalidPage || thrown instanceof InvalidQuestion)
    return badUserInput([{ path: thrown.argument, message: thrown.message }]);
  if (thrown instanceof MalformedPayload) return badUserInput(thrown.fields);
  if (thrown instanceof AppendTooLarge) return badUserInput([{ path: 'input', message: thrown.message }]);
  if (thrown instanceof MalformedText) return badUserInput([{ path: 'input', message: thrown.message }]);
  if (thrown instanceof LogUnavailable) {
    logger.warn({ err: thrown }, 'log unavailable');
    return unavailable(
      'The log is not available. Nothing was recorded; retry with the same idempotency key.',
    );
  }
  if (thrown instanceof ViewsNotYetMade) return notYetProjected(thrown.position, thrown.message);
  if (thrown instanceof ViewsUnavailable) {
    logger.warn({ err: thrown }, 'views unavailable');
    return unavailable(thrown.message);
  }
  if (thrown instanceof OutcomeUnknown) {
    logger.warn({ err: thrown }, 'outcome unknown');
    return outcomeUnknown();
  }
  const id = uuid();
  logger.error({ err: thrown, id }, 'internal error');
  return internal(id);
}

/** Codes by which graphql-js and Apollo call a request unusable before any resolver ran. */
const requestErrors = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** What graphql-js says where it stopped to parse at the limit of tokens: it is a syntax error to it as any other. */
const tooLong = /Document contains more tha[nt] (\d+) tokens/;

/** What graphql-js says where a document goes beyond limits of its own, which are in the rules of validation. */
const beyond: Readonly<Record<string, string>> = {
  'Maximum introspection depth exceeded': 'The introspection nests too deep. Ask for less at once.',
  'Validation aborted.': 'It names the same fields too often. Ask for less at once.',
};

/** What is sent of an error: its code, message and place, never a stack or anything from inside. */
export function formatted(error: unknown, logger: Logger): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const cause = located?.originalError ?? error;
  const code = located?.extensions['code'];
  if (cause instanceof ApiError || !located || !isRequestError(located, code)) {
    return placed(translate(cause, logger), located);
  }
  const [, tokens] = tooLong.exec(located.message) ?? [];
  if (tokens !== undefined)
    return placed(tooComplex(`It is longer than ${tokens} tokens. Ask for less at once.`), located);
  const limit = beyond[located.message];
  if (limit !== undefined) return placed(tooComplex(limit), located);
  const path = located.path?.join('.') ?? variableIn(located.message);
  return placed(badUserInput([{ path, message: located.message }]), located);
}

/** The place in the variables of which graphql-js says that it cannot take the value: `input.severity`. */
function variableIn(message: string): string {
  const [, variable = '', place = variable] =
    /^Variable "\$(\w+)" (?:of |got invalid value .+? at "([^"]+)";|got )/s.exec(message) ?? [];
  return place;
}

function isRequestError({ originalError, path }: GraphQLError, code: unknown): boolean {
  if (code !== undefined) return typeof code === 'string' && requestErrors.has(code);
  // Of a variable that does not fit, graphql-js says so in an error that it has made of another, before there is a path.
  return !originalError || (originalError instanceof GraphQLError && path === undefined);
}

function placed(error: ApiError, located: GraphQLError | undefined): GraphQLError {
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, {
    ...(located?.nodes && { nodes: located.nodes }),
    ...(located?.source && { source: located.source }),
    ...(located?.positions && { positions: located.positions }),
    ...(located?.path && { path: located.path }),
    extensions,
  });
}
