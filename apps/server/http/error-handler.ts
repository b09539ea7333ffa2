import type { FastifyInstance, FastifyError } from 'fastify';
import type { Logger } from 'pino';
import { ApiError, badUserInput } from '../graphql/errors.js';
import { translate } from '../graphql/translate-error.js';

/** Answers what fails outside of GraphQL in the same form: `{ errors: [{ message, extensions: { code } }] }`. */
export function answerErrors(server: FastifyInstance, logger: Logger): void {
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const answer = known(error) ?? translate(error, logger);
    const { http: _, ...extensions } = answer.extensions;
    void reply.status(answer.status).send({ errors: [{ message: answer.message, extensions }] });
  });
}

/** What the web server itself refuses. */
function known(error: FastifyError): ApiError | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('PAYLOAD_TOO_LARGE', 'The body is larger than this server reads. Send less at once.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return badUserInput([{ path: 'content-type', message: 'must be application/json' }]);
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return badUserInput([{ path: '', message: 'The body must be JSON.' }]);
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? badUserInput([{ path: '', message: error.message }])
        : undefined;
  }
}
