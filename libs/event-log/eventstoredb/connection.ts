import { setMaxListeners } from 'node:events';
import type { Credentials, EventStoreDBClient } from '@eventstore/db-client';
import { NotLeaderError } from '@eventstore/db-client';
import type { ConnectionString } from './connection-string.js';
import { Interrupted, verdictOn } from './failures.js';

/** A client for as long as it serves. */
export interface Session {
  readonly client: EventStoreDBClient;
  /**
   * Aborted when the client is replaced. What it was streaming must then be given up: a client that is disposed of
   * ends its streams without a word.
   */
  readonly over: AbortSignal;
}

/** The result, unless the client is replaced before: then nothing good is to be expected of it. */
export function unlessOver<T>({ over }: Session, result: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(new Interrupted('The connection was replaced'));
    };
    over.addEventListener('abort', giveUp);
    const settle = () => {
      over.removeEventListener('abort', giveUp);
    };
    result.then(resolve, reject).finally(settle);
  });
}

/**
 * The client in use. One that failed several times in a row is replaced: it may cling to a node that is frozen, or
 * to a failed discovery.
 */
export class Connection {
  private generation = 0;
  private failures = 0;
  private replaced = new AbortController();
  private current: Session;

  constructor(
    private readonly connectionString: ConnectionString,
    private readonly failuresPerClient: number,
  ) {
    this.current = this.nextSession();
  }

  get session(): Session {
    return this.current;
  }

  get credentials(): Credentials {
    return this.connectionString.credentials;
  }

  /** Does it with the client in use, and keeps count of how that fares. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.current;
    try {
      const result = await work(session);
      if (session === this.current) this.failures = 0;
      return result;
    } catch (error) {
      this.failed(session, error);
      throw error;
    }
  }

  /** A passing failure of that session; the client follows a `NotLeaderError` to the leader by itself. */
  failed(session: Session, error: unknown): void {
    if (session !== this.current || session.over.aborted) return;
    if (error instanceof NotLeaderError || verdictOn(error) === 'refused') return;
    this.failures++;
    if (this.failures >= this.failuresPerClient) this.replace();
  }

  async close(): Promise<void> {
    this.replaced.abort();
    await this.current.client.dispose();
  }

  private replace(): void {
    const { client } = this.current;
    const { replaced } = this;
    this.failures = 0;
    this.current = this.nextSession();
    replaced.abort();
    // It never fails; and what is left of the client's connection closes when it has been idle.
    void client.dispose();
  }

  private nextSession(): Session {
    this.replaced = new AbortController();
    // Everything that streams listens to it.
    setMaxListeners(0, this.replaced.signal);
    return {
      client: this.connectionString.newClient(this.generation++),
      over: this.replaced.signal,
    };
  }
}
