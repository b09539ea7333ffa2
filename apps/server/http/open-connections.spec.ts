import { once } from 'node:events';
import { type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OpenConnections } from './open-connections.js';

const connected = async (server: Server) => {
  const socket = connect((server.address() as AddressInfo).port);
  await once(socket, 'connect');
  return socket;
};

/** Servers of which a failure would leave connections open. */
const left: Server[] = [];
afterEach(() => {
  for (const server of left.splice(0)) server.closeAllConnections();
});

describe('A server that closes', () => {
  it.each([
    ['has yet to be given', ''],
    ['is being given', 'Half of '],
  ])(
    'ends the connections on which nothing was asked at once, and another after the answer that %s',
    async (_, begun) => {
      const server = createServer((_, response) => {
        if (begun !== '') response.write(begun);
        open.end();
        server.close();
        response.end('an answer');
      });
      const open = new OpenConnections(server);
      const closed = once(server, 'close');
      await once(server.listen(0), 'listening');
      const ahead = await connected(server);
      const asking = await connected(server);
      // Such connections are kept for what is asked next.
      asking.write('GET / HTTP/1.1\r\nHost: here\r\nConnection: keep-alive\r\n\r\n');
      const answer = await text(asking);
      expect(answer).toContain('an answer');
      expect(/^connection: close/im.test(answer)).toBe(begun === '');
      await Promise.all([closed, text(ahead)]);
    },
  );

  it('does not wait for what was begun to be asked and never comes whole, as it does for answers', async () => {
    const answering: ServerResponse[] = [];
    const server = createServer((request, response) => {
      if (request.method === 'GET') answering.push(response);
    });
    const open = new OpenConnections(server);
    left.push(server);
    const closed = once(server, 'close');
    await once(server.listen(0), 'listening');
    const head = 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n';
    const half = await connected(server);
    half.write(head);
    const more = await connected(server);
    more.write(`${head}\r\nHalf of `);
    const asking = await connected(server);
    asking.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
    const answer = text(asking);
    while (answering.length === 0) await once(server, 'request');
    open.end();
    server.close();
    await Promise.all([text(half), text(more)]);
    for (const response of answering) response.end('an answer');
    expect(await answer).toContain('an answer');
    await closed;
  });
});
