import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, HttpStatus } from '@nestjs/common';
import { GqlArgumentsHost, type GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../access/caller.js';
import { correlationIdOf, loggerOf } from '../access/correlation.js';
import { ApiError, badUserInput } from '../graphql/errors.js';
import { translate } from '../graphql/translate-error.js';

/**
 * Answers what fails outside of GraphQL in the form of a GraphQL error: `{ errors: [{ message, extensions }] }`.
 * What fails inside goes on to the GraphQL server, which has its own formatting (see `formatted`): what is to be logged
 * of it is logged here, where it is known whose request it was.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(exception: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') {
      const { caller } = contextOf(host);
      return exception instanceof GraphQLError
        ? exception
        : translate(exception, loggerOf(this.logger, caller?.correlationId));
    }
    const http = host.switchToHttp();
    const { headers, raw } = http.getRequest<FastifyRequest>();
    const error =
      refusedByTheWebServer(exception) ??
      translate(exception, loggerOf(this.logger, correlationIdOf(headers)));
    const reply = http.getResponse<FastifyReply>();
    const answer = () => answerWith(error, reply);
    if (error.code !== 'PAYLOAD_TOO_LARGE') return answer();
    return heardOut(raw).then(answer);
  }
}

/** Answers a request that Fastify hands to nobody, since its address cannot be read or is too long. */
export function answerUnroutable(_error: Error, _request: unknown, reply: FastifyReply): void {
  void answerWith(nothingThere(), reply);
}

function answerWith({ extensions, message, status }: ApiError, reply: FastifyReply): FastifyReply {
  const { http: _, ...told } = extensions;
  return reply.status(status).send({ errors: [{ message, extensions: told }] });
}

const nothingThere = (): ApiError =>
  new ApiError('NOT_FOUND', 'There is nothing at this address. The API is at /graphql.');

const contextOf = (host: ArgumentsHost): RequestContext =>
  GqlArgumentsHost.create(host).getContext<RequestContext>();

const patienceMs = 5000;

/** Lets a client finish what is thrown away: one that is cut off while it still sends never sees the answer. */
async function heardOut(request: IncomingMessage): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  await finished(request.resume(), { signal, cleanup: true }).catch(() => undefined);
}

/** What Nest and Fastify refuse before any of our code runs. */
function refusedByTheWebServer(exception: unknown): ApiError | undefined {
  const status = statusOf(exception);
  switch (status) {
    case undefined:
      return undefined;
    case HttpStatus.NOT_FOUND:
    // A folder of the explorer.
    case HttpStatus.FORBIDDEN:
      return nothingThere();
    case HttpStatus.PAYLOAD_TOO_LARGE:
      return new ApiError(
        'PAYLOAD_TOO_LARGE',
        'The body is larger than this server reads. Send less at once.',
      );
    case HttpStatus.UNSUPPORTED_MEDIA_TYPE:
      return badUserInput([
        { path: '', message: 'The body is of a type that is not read here. Send application/json.' },
      ]);
    default:
      if (status >= 500 || !(exception instanceof Error)) return undefined;
      return badUserInput([{ path: '', message: exception.message }]);
  }
}

function statusOf(exception: unknown): number | undefined {
  if (exception instanceof HttpException) return exception.getStatus();
  const isFastifys = exception instanceof Error && 'statusCode' in exception && 'code' in exception;
  return isFastifys && typeof exception.statusCode === 'number' ? exception.statusCode : undefined;
}
