import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long what is being asked may take to come whole. */
const HEARING_MS = 2_000;

/**
 * Ends connections that a server which closes would let be for as long as they last: those that clients have opened
 * ahead, on which nobody has asked anything yet, each of the others once what was asked on it is answered, and after
 * two seconds those on which that has not come whole.
 */
export class OpenConnections {
  readonly #open = new Set<Socket>();
  readonly #answering = new Set<ServerResponse>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
    server.prependListener('request', (_, response) => {
      this.#answering.add(response);
      response.once('close', () => this.#answering.delete(response));
    });
  }

  end(): void {
    for (const socket of this.#open) if (socket.bytesRead === 0) socket.destroy();
    for (const response of this.#answering) {
      const { headersSent, socket } = response;
      // The client is told, and asks nothing more there.
      if (!headersSent) response.setHeader('connection', 'close');
      else response.once('close', () => socket?.end());
    }
    setTimeout(() => {
      this.#endUnheard();
    }, HEARING_MS).unref();
  }

  #endUnheard(): void {
    const heard = new Set(
      [...this.#answering].filter(({ req }) => req.complete).map(({ req }) => req.socket),
    );
    for (const socket of this.#open) if (!heard.has(socket)) socket.destroy();
  }
}
