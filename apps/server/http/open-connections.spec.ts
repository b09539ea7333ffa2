import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { OpenConnections } from './open-connections.js';

const connected = async (server: Server) => {
  const socket = connect((server.address() as AddressInfo).port);
  await once(socket, 'connect');
  return socket;
};

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
});
