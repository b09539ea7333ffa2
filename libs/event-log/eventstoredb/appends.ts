import {
  ANY,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendExpectedRevision, JSONEventData } from '@eventstore/db-client';
import { AppendTooLarge, LogUnavailable, OutcomeUnknown, WrongExpectedRevision } from '../errors.js';
import type { NewEvent, Position } from '../event.js';
import type { Appended, Expected } from '../port.js';
import { serialize } from '../serialized.js';
import type { Connection } from './connection.js';
import { inPortsTerms, reasonOf, verdictOn } from './failures.js';
import type { Pager } from './pager.js';
import { toPosition } from './positions.js';
import type { Recall } from './recall.js';
import { RecordedAlready } from './recorded-already.js';
import { TimeIsUp, withRetries } from './retry.js';
import type { EventStoreDbSettings } from './settings.js';
import { readStream } from './stream-reading.js';

/** How much longer than the first a try may get. */
const LONGEST_TRY = 4;

/**
 * Appends, with every passing failure retried in the same words until the time is up.
 *
 * With `none` or a revision the server itself recognises a retry, for ever. With `any` and `exists` it does so only
 * while it remembers the ids, which a restart ends; then the stream is asked: its last events before the first try,
 * so that also a retry by the caller is recognised, and before each further try all that was appended since. The try
 * itself still goes out as `any`, not with the revision just seen: so writers do not get in each other's way, and the
 * server's memory covers what lies further back than we look.
 */
export class Appends {
  private readonly underWay = new Map<string, Promise<Appended>>();

  constructor(
    private readonly connection: Connection,
    private readonly pager: Pager,
    private readonly recall: Recall,
    private readonly settings: EventStoreDbSettings,
  ) {}

  async append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    const serialized = serialize(stream, expected, events);
    const ids = serialized.map(({ id }) => id);
    const before = this.recall.appended(stream, ids);
    if (before) return before;
    // Of two equal appends at once the server drops one without an answer. Here they are one.
    const name = `${stream} ${expected} ${ids.join()}`;
    const same = this.underWay.get(name);
    if (same) return same;
    const data = events.map((event, n) => toEventData(event, serialized[n]?.metadata ?? ''));
    const appending = this.persist(stream, expected, ids, data);
    this.underWay.set(name, appending);
    try {
      return await appending;
    } finally {
      this.underWay.delete(name);
    }
  }

  private async persist(
    stream: string,
    expected: Expected,
    ids: readonly string[],
    data: JSONEventData[],
  ): Promise<Appended> {
    const already =
      expected === 'any' || expected === 'exists'
        ? new RecordedAlready(this.connection, stream, ids, this.settings)
        : undefined;
    const { appendTimeout, tryTimeout } = this.settings;
    const patience = { timeout: appendTimeout, oneTry: tryTimeout };
    const tries = { mayHaveArrived: false, timeout: tryTimeout };
    try {
      const appended = await withRetries(patience, this.settings, async (remaining) => {
        const finding = await already?.look();
        if (finding?.kind === 'recorded') return finding.appended;
        if (finding?.kind === 'mixed' || (expected === 'exists' && finding?.last === 'none'))
          throw new WrongExpectedRevision(stream, expected, finding.last);
        try {
          return await this.send(stream, expected, data, Math.min(remaining, tries.timeout));
        } catch (error) {
          tries.timeout = Math.min(tries.timeout * 2, LONGEST_TRY * tryTimeout);
          tries.mayHaveArrived ||= verdictOn(error) === 'unknown';
          throw error;
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

  private async send(
    stream: string,
    expected: Expected,
    data: JSONEventData[],
    deadline: number,
  ): Promise<Appended> {
    const options = {
      expectedRevision: toRevision(expected),
      credentials: this.connection.credentials,
      deadline: Math.max(1, deadline),
      requiresLeader: true,
    };
    const { nextExpectedRevision, position } = await this.connection.use((session) =>
      session.unlessOver(session.client.appendToStream(stream, data, options)),
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

function toRevision(expected: Expected): AppendExpectedRevision {
  switch (expected) {
    case 'none':
      return NO_STREAM;
    case 'exists':
      return STREAM_EXISTS;
    case 'any':
      return ANY;
    default:
      return BigInt(expected);
  }
}

/**
 * `serialize` has made sure that JSON can hold the data, which is what the client's type stands for. Metadata in bytes
 * goes out as it is; an object the client would serialize once more, and take through base 64.
 */
const toEventData = ({ id, type, data }: NewEvent, metadata: string): JSONEventData => ({
  id,
  type,
  contentType: 'application/json',
  data: data as Record<string, unknown>,
  metadata: Uint8Array.from(Buffer.from(metadata)),
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
