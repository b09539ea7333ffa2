import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

type Sent = Parameters<WebSocket['send']>[0];
type Done = (error?: Error) => void;

/** Up to so many bytes a sender need not wait for what it has sent. */
const AHEAD_BYTES = 64 * 1024;

/**
 * A WebSocket that sends many small messages fast. Those of one turn of the event loop leave in one write, and
 * senders go on before a message has left, as long as little waits. With more they wait, and others have their turn:
 * so a client that reads slowly is sent as much as it reads.
 */
export class PacedSocket extends WebSocket {
  #connection: Socket | undefined;
  #corked = false;

  /** @param connection what it was upgraded from */
  pace(connection: Socket): void {
    this.#connection = connection;
  }

  override send(data: Sent, options?: object | Done, done?: Done): void {
    this.#gather();
    const callback = typeof options === 'function' ? (options as Done) : done;
    const given = typeof options === 'object' ? options : {};
    // A connection that fails is closed, which ends what is sent on it: its senders need not be told.
    const sent = () => callback?.();
    if (this.bufferedAmount >= AHEAD_BYTES) {
      super.send(data, given, sent);
      return;
    }
    super.send(data, given, () => undefined);
    sent();
  }

  #gather(): void {
    const connection = this.#connection;
    if (!connection || this.#corked) return;
    this.#corked = true;
    connection.cork();
    setImmediate(() => {
      this.#corked = false;
      connection.uncork();
    });
  }
}
