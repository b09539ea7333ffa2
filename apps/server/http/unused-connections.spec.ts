import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { UnusedConnections } from './unused-connections.js';

const connected = async (server: Server) => {
  const socket = connect((server.address() as AddressInfo).port);
  await once(socket, 'connect');
  return socket;
};

describe('A server that closes', () => {
  it('ends the connections on which nothing was asked, and answers on the others', async () => {
    const server = createServer((_, response) => {
      unused.end();
      server.close();
      response.end('An answer');
    });
    const unused = new UnusedConnections(server);
    const closed = once(server, 'close');
    await once(server.listen(0), 'listening');
    const ahead = await connected(server);
    const asking = await connected(server);
    asking.write('GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n');
    expect(await text(asking)).toMatch(/An answer$/);
    await Promise.all([closed, text(ahead)]);
  });
});
