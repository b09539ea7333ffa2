import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends connections that a server which closes would let be for as long as they last: those that clients have opened
 * ahead, on which nobody has asked anything yet, and each of the others once what was asked on it is answered.
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
  }
}
