import { MaxAppendSizeExceededError, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import type { AppendToStreamOptions, JSONEventData } from '@eventstore/db-client';
import { AppendTooLarge, LogUnavailable, OutcomeUnknown, WrongExpectedRevision } from '../errors.js';
import type { NewEvent, Position } from '../event.js';
import type { Appended, Expected } from '../port.js';
import { type SealedEvent, type StreamEnd, seal } from '../sealing.js';
import { type SerializedEvent, serialize } from '../serialized.js';
import type { Connection } from './connection.js';
import { inPortsTerms, Overtaken, reasonOf, verdictOn } from './failures.js';
import { sealedMetadata } from './incoming.js';
import { LeaderReads } from './leader-reads.js';
import type { Pager } from './pager.js';
import { toPosition } from './positions.js';
import type { Recall } from './recall.js';
import { type Finding, RecordedAlready } from './recorded-already.js';
import { TimeIsUp, withRetries } from './retry.js';
import type { EventStoreDbSettings } from './settings.js';
import { readStream } from './stream-reading.js';

/** How much longer than the first a try may get. */
const LONGEST_TRY = 4;

/** One append, checked and serialized. */
interface Request {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly SerializedEvent[];
  /** The data of each event: the client serializes it by itself. */
  readonly data: readonly object[];
}

/**
 * Appends, with every passing failure retried in the same words until the time is up.
 *
 * Each goes out with the very revision that it follows, since its hashes hang on that event's. With `none` or a
 * revision the server itself recognizes a retry, for ever. With `any` and `exists` the stream is asked: its last events
 * before the first try, so that also a retry by the caller is recognized, and before each further try all that was
 * appended since. To be overtaken by another writer counts as a try.
 */
export class Appends {
  private readonly underWay = new Map<string, Promise<Appended>>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly leader: LeaderReads;

  constructor(
    private readonly connection: Connection,
    private readonly pager: Pager,
    private readonly recall: Recall,
    private readonly settings: EventStoreDbSettings,
  ) {
    this.leader = new LeaderReads(connection, settings);
  }

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const serialized = serialize(stream, expected, events);
    const ids = serialized.map(({ id }) => id);
    const before = this.recall.appended(stream, ids);
    if (before) return before;
    // Of two equal appends at once the server drops one without an answer. Here they are one.
    const name = `${stream} ${expected} ${ids.join()}`;
    const same = this.underWay.get(name);
    if (same) return same;
    const data = events.map((event) => event.data);
    const request = { stream, expected, events: serialized, data };
    const appending = isOpen(expected)
      ? this.inTurn(stream, () => this.persist(request, ids))
      : this.persist(request, ids);
    this.underWay.set(name, appending);
    try {
      return await appending;
    } finally {
      this.underWay.delete(name);
    }
  }

  /** One after the other in a stream, where all would follow the same event. */
  private async inTurn(stream: string, append: () => Promise<Appended>): Promise<Appended> {
    const turn = (this.turns.get(stream) ?? Promise.resolve()).then(append, append);
    this.turns.set(stream, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(stream) === turn) this.turns.delete(stream);
    }
  }

  private async persist(request: Request, ids: readonly string[]): Promise<Appended> {
    const { stream, expected } = request;
    const place = this.placeOf(request, ids);
    const { appendTimeout, tryTimeout } = this.settings;
    const patience = { timeout: appendTimeout, oneTry: tryTimeout };
    const tries = { mayHaveArrived: false, timeout: tryTimeout };
    try {
      const appended = await withRetries(patience, this.settings, async (remaining) => {
        const finding = await place();
        if (finding.kind === 'recorded') return finding.appended;
        if (finding.kind === 'mixed') throw new WrongExpectedRevision(stream, expected, finding.last);
        if (expected === 'exists' && !finding.end) throw new WrongExpectedRevision(stream, expected, 'none');
        try {
          return await this.send(request, finding.end, Math.min(remaining, tries.timeout));
        } catch (error) {
          tries.timeout = Math.min(tries.timeout * 2, LONGEST_TRY * tryTimeout);
          tries.mayHaveArrived ||= verdictOn(error) === 'unknown';
          throw isOpen(expected) && error instanceof WrongExpectedVersionError
            ? new Overtaken('Other writers were always faster', { cause: error })
            : error;
        }
      });
      this.recall.noteAppended(stream, ids, appended);
      return appended;
    } catch (error) {
      if (!(error instanceof TimeIsUp)) throw refusal(error, stream, expected);
      const reason = reasonOf(error.cause);
      throw tries.mayHaveArrived
        ? new OutcomeUnknown(`EventStoreDB did not answer for ${stream} in time: ${reason}`, { cause: error })
        : new LogUnavailable(`EventStoreDB cannot take the append to ${stream}: ${reason}`, { cause: error });
    }
  }

  /** Finds, before each try, what the append follows. */
  private placeOf({ stream, expected }: Request, ids: readonly string[]): () => Promise<Finding> {
    if (isOpen(expected)) {
      const already = new RecordedAlready(this.leader, stream, ids, this.settings.bufferedEvents);
      return () => already.look();
    }
    let end = expected === 'none' ? undefined : this.recall.endAt(stream, expected);
    return async () => {
      if (expected !== 'none') end ??= await this.leader.endAt(stream, expected);
      return { kind: 'absent', end };
    };
  }

  private async send(
    { stream, events, data }: Request,
    end: StreamEnd | undefined,
    deadline: number,
  ): Promise<Appended> {
    const options: AppendToStreamOptions = {
      expectedRevision: end ? BigInt(end.revision) : NO_STREAM,
      credentials: this.connection.credentials,
      deadline: Math.max(1, deadline),
      requiresLeader: true,
    };
    const sealed = seal(stream, end, events).map((event, n) => toEventData(event, data[n] ?? {}));
    const { nextExpectedRevision, position } = await this.connection.use((session) =>
      session.unlessOver(session.client.appendToStream(stream, sealed, options)),
    );
    const revision = Number(nextExpectedRevision);
    return { revision, position: position ? toPosition(position) : await this.positionAt(stream, revision) };
  }

  /** The server acknowledges some retries without a position; the event has it. */
  private async positionAt(stream: string, revision: number): Promise<Position> {
    for await (const [event] of readStream(this.pager, stream, { from: revision, limit: 1 }))
      if (event) return event.position;
    throw new Error(`EventStoreDB acknowledged revision ${revision} of ${stream}, which is not there`);
  }
}

/** Whether it leaves open which event the append follows. */
const isOpen = (expected: Expected): expected is 'any' | 'exists' =>
  expected === 'any' || expected === 'exists';

/**
 * `serialize` has made sure that JSON can hold the data, which is what the client's type stands for. Metadata in bytes
 * goes out as it is; an object the client would serialize once more, and take through base 64.
 */
const toEventData = (event: SealedEvent, data: object): JSONEventData => ({
  id: event.id,
  type: event.type,
  contentType: 'application/json',
  data: data as Record<string, unknown>,
  metadata: Uint8Array.from(Buffer.from(sealedMetadata(event))),
});

function refusal(error: unknown, stream: string, expected: Expected): unknown {
  if (error instanceof WrongExpectedVersionError) {
    const { actualVersion } = error;
    return new WrongExpectedRevision(
      stream,
      expected,
      typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none',
    );
  }
  if (error instanceof MaxAppendSizeExceededError)
    return new AppendTooLarge(error.maxAppendSize + 1, error.maxAppendSize);
  return inPortsTerms(error);
}
