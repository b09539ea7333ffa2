import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { keepAlive } from './keep-alive.js';

const open: WebSocketServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const beatMs = 10;

/** A server whose sockets are kept alive, each with a message in it that takes long to read. */
async function aServer(): Promise<string> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  open.push(sockets);
  sockets.on('connection', (socket, request) => {
    keepAlive(socket, request.socket, beatMs);
    socket.send(message);
  });
  await once(sockets, 'listening');
  // A server that is not given a port has one.
  const { port } = sockets.address() as AddressInfo;
  return `ws://127.0.0.1:${port}`;
}

const message = 'x'.repeat(16 * 1024 * 1024);

async function pings(client: WebSocket, count: number): Promise<void> {
  for (let heard = 0; heard < count; heard += 1) await once(client, 'ping');
}

describe('A connection that is kept alive', () => {
  it('hears a ping time and again, and stays while its client does not come to read them', async () => {
    const url = await aServer();
    const busy = new WebSocket(url);
    await once(busy, 'open');
    busy.pause();
    const quiet = new WebSocket(url);
    await once(quiet, 'message');
    await pings(quiet, 20);
    expect(quiet.readyState).toBe(WebSocket.OPEN);
    const arrival = once(busy, 'message');
    busy.resume();
    const [arrived] = (await arrival) as [Buffer];
    expect(arrived).toHaveLength(message.length);
    await pings(busy, 2);
    for (const client of [busy, quiet]) client.terminate();
  });
});
