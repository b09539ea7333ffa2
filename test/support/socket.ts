import { on, once } from 'node:events';
import { WebSocket } from 'ws';
import { adminKey } from './service.js';

/** A message of graphql-transport-ws. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A WebSocket of which the test sends and sees every message itself. */
export interface Socket {
  readonly socket: WebSocket;
  send(message: Message | string): void;
  /** The next message. @throws Error once the socket is closed */
  next(): Promise<Message>;
  /** The code and reason with which it was closed. */
  readonly closed: Promise<Closed>;
  close(): Promise<unknown>;
}

interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** Opens a socket, with these headers in the request for it, and says nothing yet. */
export async function openSocket(
  url: string,
  protocols = ['graphql-transport-ws'],
  headers: Readonly<Record<string, string>> = {},
): Promise<Socket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols, { headers });
  const messages = on(socket, 'message', { close: ['close'] });
  const closed = new Promise<Closed>((resolve) => {
    socket.once('close', (code, reason) => {
      resolve({ code, reason: reason.toString('utf8') });
    });
  });
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (message) => {
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    },
    next: async () => {
      const message = (await messages.next()) as IteratorResult<[Buffer], undefined>;
      if (message.done === true) throw new Error('The socket was closed');
      const [data] = message.value;
      // The server sends nothing but messages of the protocol.
      return JSON.parse(data.toString('utf8')) as Message;
    },
    close: () => {
      socket.close();
      return closed;
    },
  };
}

/** Opens a socket and introduces itself with a key. */
export async function connectedSocket(
  url: string,
  key: string = adminKey,
  headers: Readonly<Record<string, string>> = {},
): Promise<Socket> {
  const opened = await openSocket(url, undefined, headers);
  opened.send({ type: 'connection_init', payload: { Authorization: `Bearer ${key}` } });
  const answer = await opened.next();
  if (answer.type !== 'connection_ack') throw new Error(`Not acknowledged: ${JSON.stringify(answer)}`);
  return opened;
}

/** Asks for a subscription, under the id `1` unless another is given. */
export function subscribeOn(
  socket: Socket,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  id = '1',
): void {
  socket.send({ type: 'subscribe', id, payload: { query, variables } });
}
