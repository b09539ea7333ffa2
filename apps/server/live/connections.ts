import { Inject, Injectable } from '@nestjs/common';
import { CloseCode } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { ApiKey, Principal } from '#access';
import { Views } from '#views';
import { SWEEP_MS, endOf } from '../access/key-end.js';
import { KeyUses } from '../access/key-uses.js';
import type { Config } from '../config/config.js';
import { CONFIG, LOGGER } from '../tokens.js';

/** The reason of a close has 123 bytes at most (RFC 6455, 5.5). */
const TOO_MANY = 'Too many connections with this key. Close others, or raise SITREP_SUBSCRIPTIONS_PER_KEY.';

/** The open WebSockets by key. They end when their key is revoked or expires, and when it cannot be told whether it is. */
@Injectable()
export class Connections {
  readonly #open = new Map<string, Set<WebSocket>>();
  #sweep: NodeJS.Timeout | undefined;
  #unlisten = (): void => undefined;

  constructor(
    private readonly views: Views,
    private readonly uses: KeyUses,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** Whoever revokes a key is answered once the views have that: its connections are closed before. */
  start(): void {
    const sweep = () => {
      try {
        this.#closeThoseOfEndedKeys();
      } catch (error) {
        // Nobody is there to catch it, and it would end the process.
        this.logger.warn({ err: error }, 'which keys have ended could not be told; it is tried again');
      }
    };
    this.#unlisten = this.views.onProjected(sweep);
    this.#sweep = setInterval(sweep, SWEEP_MS).unref();
  }

  stop(): void {
    this.#unlisten();
    clearInterval(this.#sweep);
  }

  /** How many are open. */
  get count(): number {
    return [...this.#open.values()].reduce((sum, sockets) => sum + sockets.size, 0);
  }

  /** Counts a socket in; false, and a close frame, where its key has as many open as it may. */
  open({ id }: Principal, socket: WebSocket): boolean {
    const sockets = this.#open.get(id) ?? new Set();
    if (sockets.size >= this.config.subscriptionsPerKey) {
      socket.close(CloseCode.Forbidden, TOO_MANY);
      return false;
    }
    this.#open.set(id, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0 && this.#open.get(id) === sockets) this.#open.delete(id);
    });
    return true;
  }

  #closeThoseOfEndedKeys(): void {
    if (this.#open.size === 0 || !this.views.ready) return;
    for (const [id, sockets] of this.#open) {
      const reason = reasonOf(this.views.apiKeys.byId(id));
      // Whoever listens uses the key, though they say nothing for days.
      if (reason === undefined) this.uses.note(id);
      else for (const socket of sockets) socket.close(CloseCode.Forbidden, reason);
    }
  }
}

/** Why a key lets nobody in; undefined where it does. */
function reasonOf(key: ApiKey | undefined): string | undefined {
  if (!key) return 'The key is not known any more';
  switch (endOf(key)) {
    case 'revoked':
      return 'The key was revoked';
    case 'expired':
      return 'The key expired';
    case undefined:
      return undefined;
  }
}
