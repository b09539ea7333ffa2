import type { EventStoreDBClient, StreamingRead } from '@eventstore/db-client';
import { LogUnavailable } from '../errors.js';
import type { Connection } from './connection.js';
import { inPortsTerms, reasonOf } from './failures.js';
import type { Resolved } from './incoming.js';
import { readPage, type Page } from './pages.js';
import { TimeIsUp, withRetries } from './retry.js';
import type { EventStoreDbSettings } from './settings.js';

/** Reads pages, each with its retries, from the node that the connection prefers. */
export class Pager {
  constructor(
    private readonly connection: Connection,
    private readonly settings: EventStoreDbSettings,
  ) {}

  /** How much to ask for after the first page. */
  get size(): number {
    return this.settings.bufferedEvents;
  }

  /**
   * @param open must ask for `count` events at most
   * @throws LogUnavailable no page came in time
   */
  async page(
    count: number,
    open: (client: EventStoreDBClient) => StreamingRead<Resolved>,
    signal?: AbortSignal,
    timeout = this.settings.readTimeout,
  ): Promise<Page> {
    const { readSilence } = this.settings;
    try {
      return await withRetries(
        { timeout, oneTry: Math.min(timeout, readSilence) },
        this.settings,
        (remaining) =>
          this.connection.use((session) =>
            readPage(
              session,
              count,
              open,
              { ...this.settings, readSilence: Math.min(remaining, readSilence) },
              signal,
            ),
          ),
        signal,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof TimeIsUp)
        throw new LogUnavailable(`EventStoreDB could not be read: ${reasonOf(error.cause)}`, {
          cause: error,
        });
      throw inPortsTerms(error);
    }
  }
}
