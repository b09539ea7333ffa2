import { NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import type { AppendResult, AppendToStreamOptions, JSONEventData } from '@eventstore/db-client';
import { WrongExpectedRevision } from '../errors.js';
import type { NewEvent } from '../event.js';
import type { Appended, Expected } from '../port.js';
import { type SealedEvent, type StreamEnd, seal } from '../sealing.js';
import { type SerializedEvent, serialize } from '../serialized.js';
import { appendFailure } from './append-failure.js';
import type { Connection } from './connection.js';
import { Overtaken, verdictOn } from './failures.js';
import { sealedMetadata } from './incoming.js';
import { LeaderReads } from './leader-reads.js';
import type { Pager } from './pager.js';
import { toPosition } from './positions.js';
import type { Recall } from './recall.js';
import { type Finding, RecordedAlready } from './recorded-already.js';
import { withRetries } from './retry.js';
import type { EventStoreDbSettings } from './settings.js';
import { readStream } from './stream-reading.js';

/** How much longer than the first a try may get. */
const LONGEST_TRY = 4;

/** One append, checked and serialized. */
interface Request {
  /** The same for equal appends only. */
  readonly name: string;
  readonly stream: string;
  readonly expected: Expected;
  readonly ids: readonly string[];
  readonly events: readonly SerializedEvent[];
  /** The data of each event: the client serializes it by itself. */
  readonly data: readonly object[];
}

/** What the tries of an append have come to. */
interface Tries {
  mayHaveArrived: boolean;
  /** For the next one. */
  timeout: number;
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
    const request = { name, stream, expected, ids, events: serialized, data };
    const appending = isOpen(expected)
      ? this.inTurn(stream, () => this.persist(request))
      : this.persist(request);
    this.underWay.set(name, appending);
    return appending;
  }

  /** Waits for those that are under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.underWay.values());
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

  private persist(request: Request): Promise<Appended> {
    const { name, stream, expected, ids } = request;
    const place = this.placeOf(request);
    const { appendTimeout, tryTimeout } = this.settings;
    const patience = { timeout: appendTimeout, oneTry: tryTimeout };
    const tries = { mayHaveArrived: false, timeout: tryTimeout };
    return withRetries(patience, this.settings, (remaining) =>
      typeof place === 'function'
        ? place().then((finding) => this.follow(request, finding, tries, remaining))
        : this.follow(request, place, tries, remaining),
    ).then(
      (appended) => {
        this.underWay.delete(name);
        this.recall.noteAppended(stream, ids, appended);
        return appended;
      },
      (error: unknown) => {
        this.underWay.delete(name);
        throw appendFailure(error, stream, expected, tries.mayHaveArrived);
      },
    );
  }

  private follow(request: Request, finding: Finding, tries: Tries, remaining: number): Promise<Appended> {
    const { stream, expected } = request;
    if (finding.kind === 'recorded') return Promise.resolve(finding.appended);
    if (finding.kind === 'mixed')
      return Promise.reject(new WrongExpectedRevision(stream, expected, finding.last));
    if (expected === 'exists' && !finding.end)
      return Promise.reject(new WrongExpectedRevision(stream, expected, 'none'));
    return this.send(request, finding.end, Math.min(remaining, tries.timeout)).then(
      ({ nextExpectedRevision, position }) => {
        const revision = Number(nextExpectedRevision);
        if (position) return { revision, position: toPosition(position) };
        // It is recorded, whether it can be read or not.
        tries.mayHaveArrived = true;
        return this.acknowledgedAt(stream, revision);
      },
      (error: unknown) => {
        tries.timeout = Math.min(tries.timeout * 2, LONGEST_TRY * this.settings.tryTimeout);
        tries.mayHaveArrived ||= verdictOn(error) === 'unknown';
        throw isOpen(expected) && error instanceof WrongExpectedVersionError
          ? new Overtaken('Other writers were always faster', { cause: error })
          : error;
      },
    );
  }

  /** What the append follows, or how to find it out before each try. */
  private placeOf({ stream, expected, ids }: Request): Finding | (() => Promise<Finding>) {
    if (expected === 'none') return { kind: 'absent', end: undefined };
    if (isOpen(expected)) {
      const already = new RecordedAlready(this.leader, stream, ids, this.settings.bufferedEvents);
      return () => already.look();
    }
    let end = this.recall.endAt(stream, expected);
    if (end) return { kind: 'absent', end };
    return async () => {
      end ??= await this.leader.endAt(stream, expected);
      return { kind: 'absent', end };
    };
  }

  private send(
    { stream, events, data }: Request,
    end: StreamEnd | undefined,
    deadline: number,
  ): Promise<AppendResult> {
    const options: AppendToStreamOptions = {
      expectedRevision: end ? BigInt(end.revision) : NO_STREAM,
      credentials: this.connection.credentials,
      deadline: Math.max(1, deadline),
      // Of several nodes one leads, which takes the append sooner than another could forward it.
      requiresLeader: this.connection.isCluster,
    };
    const sealed = seal(stream, end, events).map((event, n) => toEventData(event, data[n] ?? {}));
    return this.connection.request((client) => client.appendToStream(stream, sealed, options));
  }

  /** The server acknowledges some retries without a position; the event has it. */
  private async acknowledgedAt(stream: string, revision: number): Promise<Appended> {
    for await (const [event] of readStream(this.pager, stream, { from: revision, limit: 1 }))
      if (event) return { revision, position: event.position };
    throw new Error(`EventStoreDB acknowledged revision ${revision} of ${stream}, which is not there`);
  }
}

/** Whether it leaves open which event the append follows. */
const isOpen = (expected: Expected): expected is 'any' | 'exists' =>
  expected === 'any' || expected === 'exists';

/**
 * `serialize` has made sure that JSON can hold the data, which is what the client's type stands for. Metadata in bytes
 * (in a `Uint8Array`, not a `Buffer`) goes out as it is; an object the client would serialize once more, and take
 * through base 64.
 */
function toEventData(event: SealedEvent, data: object): JSONEventData {
  const { buffer, byteOffset, length } = Buffer.from(sealedMetadata(event));
  return {
    id: event.id,
    type: event.type,
    contentType: 'application/json',
    data: data as Record<string, unknown>,
    metadata: new Uint8Array(buffer, byteOffset, length),
  };
}
