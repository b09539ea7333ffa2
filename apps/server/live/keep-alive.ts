import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

const usualMs = 12_000;

/**
 * Pings a quiet client, so that nothing in between takes the connection for unused, and ends the connection once the
 * other end is gone. It is TCP that tells: a pong comes only after all that was sent before has been read, which a
 * slow reader may take long for.
 *
 * @param connection what the socket was upgraded from
 */
export function keepAlive(socket: WebSocket, connection: Socket, everyMs = usualMs): void {
  connection.setKeepAlive(true, everyMs);
  const beat = setInterval(() => {
    if (socket.readyState === socket.OPEN && socket.bufferedAmount === 0) socket.ping();
  }, everyMs);
  socket.once('close', () => {
    clearInterval(beat);
  });
}
