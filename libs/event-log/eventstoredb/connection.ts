import { type Credentials, type EventStoreDBClient, NotLeaderError } from '@eventstore/db-client';
import type { ConnectionString } from './connection-string.js';
import { verdictOn } from './failures.js';
import { Session } from './session.js';

/**
 * The client in use. One that failed several times in a row is replaced: it may cling to a node that is frozen, or
 * to a failed discovery.
 */
export class Connection {
  private generation = 0;
  private failures = 0;
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

  get isCluster(): boolean {
    return this.connectionString.isCluster;
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

  /** As `use`, for what the client never settles when it is disposed of: it fails once the session is over. */
  request<T>(send: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    const session = this.current;
    return new Promise((resolve, reject) => {
      session.whenOver(reject);
      send(session.client).then(
        (result) => {
          session.forget(reject);
          if (session === this.current) this.failures = 0;
          resolve(result);
        },
        (error: unknown) => {
          session.forget(reject);
          this.failed(session, error);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  /** A passing failure of that session; the client follows a `NotLeaderError` to the leader by itself. */
  failed(session: Session, error: unknown): void {
    if (session !== this.current || session.isOver) return;
    if (error instanceof NotLeaderError || verdictOn(error) === 'refused') return;
    this.failures++;
    if (this.failures >= this.failuresPerClient) this.replace();
  }

  async close(): Promise<void> {
    await this.current.end();
  }

  private replace(): void {
    const old = this.current;
    this.failures = 0;
    this.current = this.nextSession();
    void old.end();
  }

  private nextSession(): Session {
    return new Session(this.connectionString.newClient(this.generation++));
  }
}
