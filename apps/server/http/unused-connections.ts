import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends connections on which nobody has asked anything yet. Clients open some ahead, and a server that closes lets them
 * be for as long as they last.
 */
export class UnusedConnections {
  readonly #open = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  end(): void {
    for (const socket of this.#open) if (socket.bytesRead === 0) socket.destroy();
  }
}
