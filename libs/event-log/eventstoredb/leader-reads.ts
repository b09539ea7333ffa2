import { BACKWARDS, END, FORWARDS } from '@eventstore/db-client';
import type { ReadRevision } from '@eventstore/db-client';
import { WrongExpectedRevision } from '../errors.js';
import type { StreamEnd } from '../sealing.js';
import type { Connection } from './connection.js';
import { endOf } from './incoming.js';
import { readPage, type Page } from './pages.js';
import type { EventStoreDbSettings } from './settings.js';

/** Reads streams from the leader, for those who append: a follower may not have the latest events yet. */
export class LeaderReads {
  /** Those under way: of many who race at one revision, one asks for all. */
  private readonly ends = new Map<string, Promise<StreamEnd>>();

  constructor(
    private readonly connection: Connection,
    private readonly settings: EventStoreDbSettings,
  ) {}

  /**
   * The event at the revision, which an append that expects it follows.
   *
   * @throws WrongExpectedRevision the stream does not go that far
   */
  async endAt(stream: string, revision: number): Promise<StreamEnd> {
    const name = `${revision} ${stream}`;
    const asked = this.ends.get(name);
    if (asked) return asked;
    const asking = this.askForEnd(stream, revision);
    this.ends.set(name, asking);
    try {
      return await asking;
    } finally {
      this.ends.delete(name);
    }
  }

  page(
    stream: string,
    direction: typeof FORWARDS | typeof BACKWARDS,
    fromRevision: ReadRevision,
    maxCount: number,
  ): Promise<Page> {
    const options = { direction, fromRevision, maxCount, requiresLeader: true };
    return this.connection.use((session) =>
      readPage(session, maxCount, (client) => client.readStream(stream, options), this.settings),
    );
  }

  private async askForEnd(stream: string, revision: number): Promise<StreamEnd> {
    const [event] = (await this.page(stream, FORWARDS, BigInt(revision), 1)).events;
    if (event) return endOf(event);
    const [last] = (await this.page(stream, BACKWARDS, END, 1)).events;
    // It has come that far in between.
    if (last && last.revision >= BigInt(revision)) return this.askForEnd(stream, revision);
    throw new WrongExpectedRevision(stream, revision, last ? Number(last.revision) : 'none');
  }
}
