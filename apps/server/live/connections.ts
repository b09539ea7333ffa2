import { Inject, Injectable } from '@nestjs/common';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Principal } from '#access';
import type { Config } from '../config/config.js';
import { CONFIG } from '../tokens.js';
import { LiveTail } from './live-tail.js';

const sweepMs = 10_000;

interface Connection {
  readonly socket: WebSocket;
  readonly expiresAt: string | null;
}

/** The open WebSockets by key. They end when their key is revoked or expires. */
@Injectable()
export class Connections {
  readonly #open = new Map<string, Set<Connection>>();
  readonly #stopped = new AbortController();

  constructor(
    private readonly tail: LiveTail,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  start(): void {
    const sweep = setInterval(() => this.#closeExpired(), sweepMs).unref();
    this.#stopped.signal.addEventListener('abort', () => clearInterval(sweep));
    void this.#closeRevoked();
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** How many are open. */
  get count(): number {
    return [...this.#open.values()].reduce((sum, connections) => sum + connections.size, 0);
  }

  /** Counts a socket in; false, and a close frame, where its key has as many open as it may. */
  open({ id, expiresAt }: Principal, socket: WebSocket): boolean {
    const connections = this.#open.get(id) ?? new Set();
    if (connections.size >= this.config.subscriptionsPerKey) {
      socket.close(CloseCode.Forbidden, 'Too many connections with this key');
      return false;
    }
    const connection = { socket, expiresAt };
    this.#open.set(id, connections.add(connection));
    socket.once('close', () => {
      connections.delete(connection);
      if (connections.size === 0 && this.#open.get(id) === connections) this.#open.delete(id);
    });
    return true;
  }

  async #closeRevoked(): Promise<void> {
    const { signal } = this.#stopped;
    for await (const events of this.tail.follow({ filter: { types: ['ApiKeyRevoked'] }, signal })) {
      for (const { stream } of events) {
        for (const { socket } of this.#open.get(stream.slice('apikey-'.length)) ?? []) {
          socket.close(CloseCode.Forbidden, 'The key was revoked');
        }
      }
    }
  }

  #closeExpired(): void {
    const now = new Date().toISOString();
    for (const connection of [...this.#open.values()].flatMap((connections) => [...connections])) {
      if (connection.expiresAt !== null && connection.expiresAt <= now) {
        connection.socket.close(CloseCode.Forbidden, 'The key expired');
      }
    }
  }
}
