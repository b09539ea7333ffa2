import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { PacedSocket } from './paced-socket.js';

const open: { close: () => unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0).reverse()) one.close();
});

/** A socket of a server, and what is at its other end. */
async function aConnection(): Promise<{ server: PacedSocket; client: WebSocket }> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', WebSocket: PacedSocket });
  await once(sockets, 'listening');
  const connected = new Promise<PacedSocket>((resolve) => {
    sockets.once('connection', (socket, request) => {
      socket.pace(request.socket);
      resolve(socket);
    });
  });
  // A server that is not given a port has one.
  const { port } = sockets.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  open.push(sockets, client);
  await once(client, 'open');
  return { server: await connected, client };
}

const sent = (socket: WebSocket, message: string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.send(message, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

describe('A paced socket', () => {
  it('delivers what is sent, in its order', async () => {
    const { client, server } = await aConnection();
    const arrived: string[] = [];
    client.on('message', (data: Buffer) => arrived.push(data.toString('utf8')));
    for (let at = 0; at < 1000; at += 1) await sent(server, String(at));
    server.close();
    await once(client, 'close');
    expect(arrived).toEqual(Array.from({ length: 1000 }, (_, at) => String(at)));
  });

  it('holds a sender back whose client does not read, and lets it go on when it does', async () => {
    const { client, server } = await aConnection();
    client.pause();
    const message = 'x'.repeat(1024);
    const total = 32 * 1024;
    let count = 0;
    let most = 0;
    const sending = (async () => {
      for (; count < total; count += 1) {
        await sent(server, message);
        most = Math.max(most, server.bufferedAmount);
      }
    })();
    let before = -1;
    while (before !== count) {
      before = count;
      await sleep(100);
    }
    expect(count).toBeLessThan(total);
    expect(most).toBeLessThan(256 * 1024);
    client.resume();
    await sending;
    expect(count).toBe(total);
    expect(most).toBeLessThan(256 * 1024);
  });

  it('lets senders that it held back go on once the connection is gone', async () => {
    const { client, server } = await aConnection();
    client.pause();
    const message = 'x'.repeat(1024 * 1024);
    const several = () => Promise.all(Array.from({ length: 20 }, () => sent(server, message)));
    const underWay = several();
    await sleep(100);
    const behind = several();
    await sleep(100);
    server.terminate();
    expect([...(await underWay), ...(await behind)]).toHaveLength(40);
    client.terminate();
  });
});
