import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client, OperationFailed } from './client.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that gives these answers in turn, the last one for good, and counts the requests. */
async function serverWith(...answers: Answer[]) {
  let requests = 0;
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests, answers.length - 1)];
    requests += 1;
    answer?.(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/graphql`, requests: () => requests };
}

const json =
  (body: unknown): Answer =>
  (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
const refusing = (code: string) =>
  json({ data: null, errors: [{ message: `It is ${code}`, extensions: { code } }] });
const stalling: Answer = () => undefined;
const dropping: Answer = (request) => request.socket.destroy();

const clientOf = (url: string) => new Client(url, 'key', { deadlineMs: 200, tries: 4, firstWaitMs: 1 });

describe('The client of the demo', () => {
  it('gives the data of the answer, and sends its key', async () => {
    let authorization: string | undefined;
    const { url } = await serverWith((request, response) => {
      ({ authorization } = request.headers);
      json({ data: { answer: 42 } })(request, response);
    });
    await expect(clientOf(url).run('{ answer }', {})).resolves.toEqual({ answer: 42 });
    expect(authorization).toBe('Bearer key');
  });

  it.each([
    ['is unavailable', refusing('UNAVAILABLE')],
    ['does not know the outcome', refusing('OUTCOME_UNKNOWN')],
    ['does not answer in time', stalling],
    ['drops the connection', dropping],
    [
      'is a proxy that says so in HTML',
      ((_, response) => response.end('<h1>Bad gateway</h1>')) satisfies Answer,
    ],
  ])('tries again while the service %s', async (_, hindrance) => {
    const server = await serverWith(hindrance, hindrance, json({ data: { answer: 42 } }));
    await expect(clientOf(server.url).run('{ answer }', {})).resolves.toEqual({ answer: 42 });
    expect(server.requests()).toBe(3);
  });

  it('gives up after as many tries as it has', async () => {
    const server = await serverWith(refusing('UNAVAILABLE'));
    await expect(clientOf(server.url).run('{ answer }', {})).rejects.toThrow('It is UNAVAILABLE');
    expect(server.requests()).toBe(4);
  });

  it('says how long to wait where the answer does', async () => {
    const error = {
      message: 'Too many requests',
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 0.01 },
    };
    const server = await serverWith(json({ data: null, errors: [error] }));
    await expect(clientOf(server.url).run('{ answer }', {})).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: 0.01,
    });
    expect(server.requests()).toBe(4);
  });

  it.each(['UNAUTHENTICATED', 'RULE_VIOLATION', 'CONFLICT', 'INTERNAL'])(
    'does not repeat what is refused with %s',
    async (code) => {
      const server = await serverWith(refusing(code));
      const answer = clientOf(server.url).run('{ answer }', {});
      await expect(answer).rejects.toBeInstanceOf(OperationFailed);
      await expect(answer).rejects.toMatchObject({ code });
      expect(server.requests()).toBe(1);
    },
  );

  it('says what to do when nobody listens', async () => {
    const { url } = await serverWith(stalling);
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    await expect(clientOf(url).run('{ answer }', {})).rejects.toThrow('Is the service running (npm start)?');
  });
});
